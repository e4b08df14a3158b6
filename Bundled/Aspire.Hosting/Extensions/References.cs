using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal static class References
{
    /// <summary>Calls back for every resource that a value is made of.</summary>
    public static void Walk(object value, Action<IResource> found)
    {
        if (value is IResource resource)
        {
            found(resource);
        }
        else if (value is IResourceBuilder<IResource> builder)
        {
            found(builder.Resource);
        }
        else if (value is IValueWithReferences made)
        {
            foreach (var part in made.References)
            {
                Walk(part, found);
            }
        }
    }
}
