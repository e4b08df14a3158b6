namespace Embedded.TensorFlow.Format;

/// <summary>Functions by name, parsed when first called: a Keras export holds hundreds that serving never reaches.</summary>
internal sealed class FunctionLibrary
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _encoded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionDef> _parsed = new(StringComparer.Ordinal);

    public int Count => _encoded.Count;

    public void Add(string name, ReadOnlyMemory<byte> message) => _encoded[name] = message;

    public FunctionDef? Find(string name)
    {
        if (_parsed.TryGetValue(name, out var function))
        {
            return function;
        }

        if (!_encoded.TryGetValue(name, out var message))
        {
            return null;
        }

        function = GraphDefReader.ReadFunction(message);
        _parsed[name] = function;
        return function;
    }
}
