namespace Embedded.Nacos.Http;

/// <summary>A request that cannot be served, with the status and words for the client.</summary>
internal sealed class RefusalException(int status, string message, RefusalForm form = RefusalForm.Text) : Exception(message)
{
    public int Status { get; } = status;

    public RefusalForm Form { get; } = form;

    public static RefusalException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static RefusalException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    /// <summary>A parameter that the original's web framework asks for, in its words.</summary>
    public static RefusalException Missing(string name) => BadRequest($"Parameter '{name}' is missing");
}
