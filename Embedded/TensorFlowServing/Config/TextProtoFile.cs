using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Config;

/// <summary>Reads a text proto file the way the original's start-up code does, error texts included.</summary>
internal static class TextProtoFile
{
    public static T Read<T>(string path, string typeName, Func<TextProtoMessage, T> bind)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TensorFlowException(StatusCode.NotFound, $"{path}; No such file or directory");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TensorFlowException(StatusCode.PermissionDenied, $"{path}; {e.Message}");
        }

        try
        {
            return bind(TextProtoReader.Parse(text));
        }
        catch (TextProtoException e)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"Invalid protobuf file: '{path}': Error parsing text-format {typeName}: {e.Message}");
        }
    }
}
