namespace Rollcall.Tests;

/// <summary>Where npm packages of other people lie; a test that does not find its own is skipped, and says where they come from.</summary>
internal static class NpmPackages
{
    /// <summary>A directory with a package in its <c>node_modules</c>: the one that a variable names, else <c>artifacts/npm</c>.</summary>
    public static string Directory(string variable, string package)
    {
        var directory = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : Path.Combine(Checkout.Root, "artifacts", "npm");
        Assert.SkipUnless(
            System.IO.Directory.Exists(Path.Combine(directory, "node_modules", package)),
            $"{variable} names no directory with the npm package {package}, and artifacts/npm has none (tests/npm/package.json; .ci/run installs it)");
        return directory;
    }
}
