using System.Text;
using Embedded.TensorFlow.Format.Proto;
using Embedded.TensorFlow.Format.TextForm;

namespace Embedded.TensorFlow.Format;

/// <summary>Reads <c>saved_model.pb</c>, or <c>saved_model.pbtxt</c>, and picks the meta graph with exactly the wanted tags.</summary>
internal static class SavedModelReader
{
    public static MetaGraph Read(string directory, IReadOnlyList<string> tags)
    {
        var path = Path.Combine(directory, "saved_model.pb");
        var isText = !File.Exists(path) && File.Exists(Path.Combine(directory, "saved_model.pbtxt"));
        path = isText ? Path.Combine(directory, "saved_model.pbtxt") : path;
        var file = ReadFile(directory, path);
        try
        {
            var message = isText ? TextFormConverter.Convert(Encoding.UTF8.GetString(file)) : file;
            return Pick(message, tags) ?? throw TensorFlowException.NotFound(
                $"Could not find meta graph def matching supplied tags: {{ {string.Join(' ', tags)} }}. To inspect available tag-sets in the SavedModel, please use the SavedModel CLI: `saved_model_cli`");
        }
        catch (MalformedMessageException e)
        {
            throw new TensorFlowException(StatusCode.OutOfRange, $"Can't parse {path} as {(isText ? "text" : "binary")} proto: {e.Message}", e);
        }
    }

    private static MetaGraph? Pick(ReadOnlyMemory<byte> message, IReadOnlyList<string> tags)
    {
        ReadOnlyMemory<byte>? chosen = null;
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            if (field != 2)
            {
                reader.Skip();
                continue;
            }

            var metaGraph = reader.Bytes();
            if (chosen is null && MetaGraphReader.ReadTags(metaGraph).ToHashSet(StringComparer.Ordinal).SetEquals(tags))
            {
                chosen = metaGraph;
            }
        }

        return chosen is { } found ? MetaGraphReader.Read(found) : null;
    }

    private static byte[] ReadFile(string directory, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TensorFlowException(
                StatusCode.NotFound, $"Could not find SavedModel .pb or .pbtxt at supplied export directory path: {directory}. Check that the directory exists and that you have the right permissions for accessing it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TensorFlowException(StatusCode.PermissionDenied, $"{path} cannot be read: {e.Message}", e);
        }
    }
}
