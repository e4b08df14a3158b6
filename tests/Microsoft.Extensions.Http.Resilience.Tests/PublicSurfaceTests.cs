using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Polly;
using Rollcall.Tests;

namespace Microsoft.Extensions.Http.Resilience.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void Surface_has_nothing_that_the_official_package_lacks()
    {
        var assembly = typeof(HttpStandardResilienceOptions).Assembly;
        PublicSurface.Beyond(assembly, Path.Combine(AppContext.BaseDirectory, "Surface", $"{assembly.GetName().Name}.txt")).ShouldBeEmpty();
    }

    [Fact]
    public void Members_that_are_experimental_officially_are_so_here() =>
        typeof(HttpStandardResilienceOptions).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers().Where(member => member.DeclaringType == type).Prepend(type))
            .Where(member => member.GetCustomAttribute<ExperimentalAttribute>() is { DiagnosticId: "EXTEXP0001" })
            .Select(member => member is Type ? member.Name : $"{member.DeclaringType!.Name}.{member.Name}")
            .ShouldBe(
                [
                    nameof(HttpResilienceContextExtensions),
                    nameof(HttpRetryStrategyOptionsExtensions),
                    $"{nameof(HttpClientResiliencePredicates)}.{nameof(HttpClientResiliencePredicates.IsTransient)}",
                    "ResilienceHttpClientBuilderExtensions.RemoveAllResilienceHandlers",
                ],
                ignoreOrder: true);
}
