//! A form as it was sent, with a file or without.

use axum::extract::multipart::MultipartError;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use super::Sent;
use crate::error::Failure;
use crate::site::Site;

/// The fields of a form, and the file that came along.
pub(crate) struct Posted {
    pub(crate) form: Sent,
    pub(crate) file: Option<File>,
}

/// A file as it was sent.
pub(crate) struct File {
    /// The name that it has on the sender's machine, without folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl FromRequest<Site> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Failure> {
        let media_type = request.headers().get(header::CONTENT_TYPE);
        let with_file = media_type.is_some_and(|text| text.as_bytes().starts_with(b"multipart/form-data"));
        if with_file {
            let parts = Multipart::from_request(request, site).await;
            return Self::of(parts.map_err(|_| unreadable())?).await.map_err(|_| unreadable());
        }
        let Form(form) = Form::from_request(request, site).await.map_err(|_| unreadable())?;
        Ok(Posted { form, file: None })
    }
}

impl Posted {
    async fn of(mut parts: Multipart) -> Result<Self, MultipartError> {
        let mut posted = Posted { form: Sent::new(), file: None };
        while let Some(part) = parts.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name() {
                None => posted.form.push((name, part.text().await?)),
                // A browser sends an empty part for a file that was not chosen.
                Some("") => {}
                Some(path) => {
                    let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                    posted.file = Some(File { name, bytes: part.bytes().await?.to_vec() });
                }
            }
        }
        Ok(posted)
    }
}

fn unreadable() -> Failure {
    Failure::of_status(StatusCode::BAD_REQUEST)
}
