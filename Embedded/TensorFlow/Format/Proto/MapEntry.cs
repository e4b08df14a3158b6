namespace Embedded.TensorFlow.Format.Proto;

/// <summary>Reads map entries (key 1, value 2), and messages of which only a leading name matters.</summary>
internal static class MapEntry
{
    public static (string Key, string Value) Texts(ReadOnlyMemory<byte> entry)
    {
        var (key, value) = ("", "");
        var reader = new WireReader(entry);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (key, value);
    }

    public static (string Key, ReadOnlyMemory<byte> Value) Message(ReadOnlyMemory<byte> entry)
    {
        var key = "";
        ReadOnlyMemory<byte> value = default;
        var reader = new WireReader(entry);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (key, value);
    }
}
