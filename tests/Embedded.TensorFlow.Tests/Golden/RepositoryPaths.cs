using Rollcall.Tests;

namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>Where models lie: copied beside the tests, in the repository, or in the shared folder beside it.</summary>
internal static class RepositoryPaths
{
    public static string Root => Checkout.Root;

    public static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static string SharedModels { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "models"));
}
