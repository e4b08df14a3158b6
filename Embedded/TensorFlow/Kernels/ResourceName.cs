using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Identity of a variable or table: container and shared name, not the node.</summary>
internal static class ResourceName
{
    public static string Of(GraphNode handle)
    {
        var name = handle.Attributes.Text("shared_name", "");
        var container = handle.Attributes.Text("container", "");

        // An anonymous resource is the node's own.
        name = name.Length == 0 ? handle.Name : name;
        return container.Length == 0 ? name : $"{container}/{name}";
    }
}
