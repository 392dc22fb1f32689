//! Style sheet and scripts, from the program itself. Their addresses hold their hash, so that they can be kept for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use register::entry::sha256;

struct Asset {
    name: &'static str,
    ending: &'static str,
    media_type: &'static str,
    content: &'static str,
}

const ASSETS: [Asset; 5] = [
    Asset {
        name: "style",
        ending: "css",
        media_type: "text/css; charset=utf-8",
        content: include_str!("../assets/style.css"),
    },
    script("login", include_str!("../assets/login.js")),
    script("sort", include_str!("../assets/sort.js")),
    script("unsaved", include_str!("../assets/unsaved.js")),
    Asset {
        name: "icon",
        ending: "svg",
        media_type: "image/svg+xml",
        content: include_str!("../assets/icon.svg"),
    },
];

const fn script(name: &'static str, content: &'static str) -> Asset {
    Asset { name, ending: "js", media_type: "text/javascript; charset=utf-8", content }
}

impl Asset {
    fn file_name(&self) -> String {
        format!("{}.{}.{}", self.name, &sha256(self.content.as_bytes())[..16], self.ending)
    }
}

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| ASSETS.iter().map(Asset::file_name).collect());

/// The address of an asset by its name, `style` or `sort`.
pub(crate) fn address(name: &str) -> String {
    let k = ASSETS.iter().position(|asset| asset.name == name).expect("templates name assets that exist");
    format!("/assets/{}", NAMES[k])
}

pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let Some(k) = NAMES.iter().position(|known| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(ASSETS[k].media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, ASSETS[k].content).into_response()
}
