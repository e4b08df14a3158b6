using System.Globalization;

namespace Embedded.TensorFlowServing.Config;

/// <summary>A parsed text proto message. Reading marks fields as known; what is never asked for is an error as in the original.</summary>
internal sealed class TextProtoMessage
{
    private readonly List<TextProtoField> _fields = [];

    public IReadOnlyList<TextProtoField> Fields => _fields;

    public void Add(TextProtoField field) => _fields.Add(field);

    /// <summary>Fails on the first field whose name is not in <paramref name="names"/>.</summary>
    public TextProtoMessage Allow(string typeName, params ReadOnlySpan<string> names)
    {
        foreach (var field in _fields)
        {
            if (!names.Contains(field.Name))
            {
                throw new TextProtoException(field.Line, field.Column, $"Message type \"{typeName}\" has no field named \"{field.Name}\".");
            }
        }

        return this;
    }

    public IEnumerable<TextProtoMessage> Messages(string name) =>
        Named(name).Select(f => f.Message ?? throw new TextProtoException(f.Line, f.Column, "Expected \"{\"."));

    public TextProtoMessage? Message(string name) => Messages(name).LastOrDefault();

    public string Text(string name, string otherwise = "") => Text(Named(name).LastOrDefault(), otherwise);

    public bool Bool(string name) => Named(name).LastOrDefault() switch
    {
        null => false,
        { IsString: false, Scalar: "true" or "t" or "True" or "1" } => true,
        { IsString: false, Scalar: "false" or "f" or "False" or "0" } => false,
        var f => throw new TextProtoException(f.Line, f.Column, $"Invalid value for boolean field \"{name}\". Value: \"{f.Scalar}\"."),
    };

    public IEnumerable<long> Integers(string name) => Named(name).Select(Integer);

    public long Integer(string name, long otherwise) => Named(name).LastOrDefault() is { } field ? Integer(field) : otherwise;

    private IEnumerable<TextProtoField> Named(string name) => _fields.Where(f => f.Name == name);

    private static string Text(TextProtoField? field, string otherwise) => field switch
    {
        null => otherwise,
        { IsString: true, Scalar: { } text } => text,
        _ => throw new TextProtoException(field.Line, field.Column, $"Expected string, got: {field.Scalar}"),
    };

    private static long Integer(TextProtoField field)
    {
        var text = field.Scalar ?? "";
        var negative = text.StartsWith('-');
        var digits = negative ? text[1..] : text;
        var ok = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return ok && !field.IsString
            ? negative ? -value : value
            : throw new TextProtoException(field.Line, field.Column, $"Expected integer, got: {text}");
    }
}
