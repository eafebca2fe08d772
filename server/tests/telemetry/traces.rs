//! Traces, to a collector that decodes them.

use axum::{body::Body, http::Request};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::Span,
};
use prost::Message;
use server::{config::Config, telemetry::Telemetry};

use crate::{sink::Sink, support::TestServer};

/// An attribute, as text.
fn attribute(attributes: &[KeyValue], name: &str) -> Option<String> {
    let found = attributes.iter().find(|attribute| attribute.key == name)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text.clone()),
        Value::IntValue(number) => Some(number.to_string()),
        _ => None,
    }
}

#[tokio::test]
async fn a_request_is_a_span_of_the_trace_it_belongs_to() {
    // See `errors`: each test is a process of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sink = Sink::open().await;
    let settings = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), format!("http://{}/", sink.address())),
        ("OTEL_EXPORTER_OTLP_HEADERS".to_owned(), "x-team=studio".to_owned()),
        ("OTEL_SERVICE_NAME".to_owned(), "lumora-test".to_owned()),
    ];
    let telemetry = Telemetry::start(&Config::parse(&settings.into()).expect("settings")).expect("started");
    let server = TestServer::start(&[]).await;
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let request = Request::get("/g/link-secret-4711?code=secret-4711").header("traceparent", parent);
    server.ask(request.body(Body::empty()).expect("a request")).await;
    telemetry.stop().await;
    let letters = sink.wait_for(1).await;
    let mut spans: Vec<Span> = Vec::new();
    for (path, headers, body) in &letters {
        assert_eq!((&**path, &headers["x-team"]), ("/v1/traces", &"studio".parse().expect("a value")));
        assert_eq!(headers["content-type"], "application/x-protobuf");
        assert!(!String::from_utf8_lossy(body).contains("secret-4711"), "no secret is told");
        let batch = ExportTraceServiceRequest::decode(body.clone()).expect("protobuf");
        for of_resource in batch.resource_spans {
            let resource = of_resource.resource.expect("a resource");
            assert_eq!(attribute(&resource.attributes, "service.name").as_deref(), Some("lumora-test"));
            spans.extend(of_resource.scope_spans.into_iter().flat_map(|scope| scope.spans));
        }
    }
    let span = spans.iter().find(|span| span.name == "GET /g/{token}").expect("a span");
    let hex = |bytes: &[u8]| backend::hex(bytes);
    assert_eq!(hex(&span.trace_id), "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(hex(&span.parent_span_id), "b7ad6b7169203331");
    assert_eq!(attribute(&span.attributes, "http.route").as_deref(), Some("/g/{token}"));
    assert_eq!(attribute(&span.attributes, "http.response.status_code").as_deref(), Some("404"));
    assert!(span.events.is_empty(), "what is logged stays at home");
}
