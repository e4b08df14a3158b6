using static Aspire.Dashboard.Wire.OtlpFieldKind;

namespace Aspire.Dashboard.Wire;

/// <summary>The messages that all signals of OTLP 1.x share, as a table: one description serves both encodings, in both directions.</summary>
internal static class OtlpSchema
{
    public static OtlpMessage AnyValue { get; } = new("AnyValue");

    public static OtlpMessage KeyValue { get; } = new OtlpMessage("KeyValue").With(
        new(1, "key", OtlpFieldKind.String),
        new(2, "value", Message, Message: AnyValue));

    public static OtlpMessage Scope { get; } = new OtlpMessage("InstrumentationScope").With(
        new(1, "name", OtlpFieldKind.String),
        new(2, "version", OtlpFieldKind.String),
        Attributes(3),
        new(4, "droppedAttributesCount", OtlpFieldKind.UInt32));

    public static OtlpMessage Resource { get; } = new OtlpMessage("Resource").With(
        Attributes(1),
        new(2, "droppedAttributesCount", OtlpFieldKind.UInt32),
        new(3, "entityRefs", Message, IsRepeated: true, new OtlpMessage("EntityRef").With(
            new(1, "schemaUrl", OtlpFieldKind.String),
            new(2, "type", OtlpFieldKind.String),
            new(3, "idKeys", OtlpFieldKind.String, IsRepeated: true),
            new(4, "descriptionKeys", OtlpFieldKind.String, IsRepeated: true))));

    static OtlpSchema() => AnyValue.With(
        new(1, "stringValue", OtlpFieldKind.String),
        new(2, "boolValue", Bool),
        new(3, "intValue", OtlpFieldKind.Int64),
        new(4, "doubleValue", OtlpFieldKind.Double),
        new(5, "arrayValue", Message, Message: new OtlpMessage("ArrayValue").With(new OtlpField(1, "values", Message, IsRepeated: true, AnyValue))),
        new(6, "kvlistValue", Message, Message: new OtlpMessage("KeyValueList").With(new OtlpField(1, "values", Message, IsRepeated: true, KeyValue))),
        new(7, "bytesValue", Bytes));

    /// <summary>Attributes under the name and number that a message has for them.</summary>
    public static OtlpField Attributes(int number, string name = "attributes") => new(number, name, Message, IsRepeated: true, KeyValue);

    /// <summary>The three levels that every request has: resources, scopes, items.</summary>
    public static OtlpMessage Request(string signal, string scopes, string items, OtlpMessage item)
    {
        var scope = new OtlpMessage($"Scope{signal}").With(
            new(1, "scope", Message, Message: Scope),
            new(2, items, Message, IsRepeated: true, item),
            new(3, "schemaUrl", OtlpFieldKind.String));
        var resource = new OtlpMessage($"Resource{signal}").With(
            new(1, "resource", Message, Message: Resource),
            new(2, scopes, Message, IsRepeated: true, scope),
            new(3, "schemaUrl", OtlpFieldKind.String));
        return new OtlpMessage($"Export{signal}ServiceRequest").With(new OtlpField(1, $"resource{signal}", Message, IsRepeated: true, resource));
    }
}
