namespace Aspire.Dashboard.Wire;

/// <summary>The fields of a message.</summary>
internal sealed class OtlpMessage(string name)
{
    // Field numbers of OTLP stay below this; what is above is unknown and skipped.
    private const int MaxNumber = 31;

    private readonly OtlpField?[] _byNumber = new OtlpField?[MaxNumber + 1];
    private readonly Dictionary<string, OtlpField> _byName = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>In the order of the protocol's files, which is also that of JSON.</summary>
    public IReadOnlyList<OtlpField> Fields { get; private set; } = [];

    /// <summary>Says which fields the message has; apart from the constructor because messages contain each other.</summary>
    public OtlpMessage With(params OtlpField[] fields)
    {
        Fields = fields;
        foreach (var field in fields)
        {
            _byNumber[field.Number] = field;
            _byName[field.Name] = field;
        }

        return this;
    }

    public OtlpField? Find(int number) => (uint)number <= MaxNumber ? _byNumber[number] : null;

    public OtlpField? Find(string jsonName) => _byName.GetValueOrDefault(jsonName);
}
