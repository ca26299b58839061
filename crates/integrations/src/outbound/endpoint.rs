//! Where a merchant may have messages sent: never to what only this app can reach.

/// Whether `text` is an endpoint messages may be sent to: `https`, a public host name, no user, no
/// odd port. Literal addresses and local names would let a setting reach what only this app can
/// reach; `development` allows loopback and `http` for it.
pub fn endpoint_allowed(text: &str, development: bool) -> bool {
    let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return false,
    };
    let graphic = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !graphic || text.len() > 2000 {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return false;
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let host = host.to_ascii_lowercase();
    if development && matches!(host.as_str(), "127.0.0.1" | "localhost") {
        return true;
    }
    let standard_port = matches!(port, None | Some("443"));
    secure && standard_port && public_name(&host)
}

/// A host name with a dot and a top level of letters: no address literal in any spelling (decimal,
/// hexadecimal, octal, IPv6, IPv4-mapped), no local or internal name.
fn public_name(host: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let mut labels = host.split('.');
    let named = labels.all(|label| (1..=63).contains(&label.len()) && label.bytes().all(inner));
    let Some((rest, top)) = host.rsplit_once('.') else {
        return false;
    };
    let lettered = top.len() >= 2 && top.bytes().any(|byte| byte.is_ascii_lowercase());
    let hexadecimal = top.starts_with("0x");
    let local = [
        "local",
        "localhost",
        "internal",
        "lan",
        "home",
        "corp",
        "test",
        "invalid",
        "localdomain",
        "intranet",
        "private",
        "svc",
        "onion",
        "alt",
    ];
    // `home.arpa` and reverse look-ups.
    let reserved = local.contains(&top) || top == "arpa";
    named && !rest.is_empty() && lettered && !hexadecimal && !reserved
}
