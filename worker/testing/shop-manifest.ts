/** A declarative manifest as people paste it: settings of its own, one of them secret, and an address within our network. */
export const shopManifest = `
version: 6.5.2
type: DeclarativeSource
check:
  type: CheckStream
  stream_names: [items]
streams:
  - type: DeclarativeStream
    name: items
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: http://127.0.0.1:9
        path: /items
      record_selector:
        type: RecordSelector
        extractor: { type: DpathExtractor, field_path: [] }
    schema_loader:
      type: InlineSchemaLoader
      schema: { type: object, properties: {} }
spec:
  type: Spec
  connection_specification:
    type: object
    required: [api_key]
    properties:
      api_key: { type: string, title: Key of the shop, airbyte_secret: true }
      region: { type: string, enum: [eu, us] }
metadata:
  name: Small shop
`;
