//! Small bodies from people: forms, or the same fields as a JSON object.

use serde_json::Value;
use worker::Request;

use crate::error::Failure;

/// Largest body of a form, in bytes.
const LIMIT: usize = 64 * 1024;

/// Fields of a form.
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the body.
    ///
    /// # Errors
    /// Too large, not UTF-8, or not what its content type says.
    pub async fn read(request: &mut Request) -> Result<Self, Failure> {
        let body = bytes(request).await?;
        Self::of(is_json(request)?, &body)
    }

    /// The fields of a body that its sender calls JSON or a form.
    pub(super) fn of(json: bool, body: &[u8]) -> Result<Self, Failure> {
        if json {
            return Self::from_json(body);
        }
        Ok(Self(
            worker::url::form_urlencoded::parse(body)
                .into_owned()
                .collect(),
        ))
    }

    pub(super) fn from_json(body: &[u8]) -> Result<Self, Failure> {
        let fields: serde_json::Map<String, Value> = serde_json::from_slice(body)
            .map_err(|error| Failure::BadRequest(format!("not a JSON object: {error}")))?;
        Ok(Self(
            fields
                .into_iter()
                .filter_map(|(name, value)| match value {
                    Value::String(text) => Some((name, text)),
                    Value::Number(number) => Some((name, number.to_string())),
                    _ => None,
                })
                .collect(),
        ))
    }

    /// A field, without outer blanks; `None` where it is absent or blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// [`Failure::BadRequest`] naming it.
    pub fn required(&self, name: &str) -> Result<&str, Failure> {
        self.get(name)
            .ok_or_else(|| Failure::BadRequest(format!("field `{name}` is missing")))
    }
}

/// The raw body of a small request.
///
/// # Errors
/// Too large, or it broke off.
pub async fn bytes(request: &mut Request) -> Result<Vec<u8>, Failure> {
    let too_large =
        |size: usize| Failure::from(integrations::Refusal::TooLarge { size, limit: LIMIT });
    let declared = request.headers().get("content-length")?;
    if let Some(size) = declared
        .and_then(|text| text.parse().ok())
        .filter(|size| *size > LIMIT)
    {
        return Err(too_large(size));
    }
    let body = request.bytes().await?;
    if body.len() > LIMIT {
        return Err(too_large(body.len()));
    }
    Ok(body)
}

/// Whether the sender calls its body JSON: a script then, not a form in a browser.
pub fn is_json(request: &Request) -> Result<bool, Failure> {
    let kind = request.headers().get("content-type")?;
    Ok(kind.is_some_and(|kind| kind.starts_with("application/json")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn json_and_form_fields_read_alike() {
        let json = Form::from_json(br#"{"number": 1001, "email": " jo@example.com ", "x": []}"#);
        let json = json.ok().unwrap();
        assert_eq!(json.get("number"), Some("1001"));
        assert_eq!(json.get("email"), Some("jo@example.com"));
        assert!(json.get("x").is_none() && json.required("x").is_err());
        assert!(Form::from_json(b"[]").is_err());
    }
}
