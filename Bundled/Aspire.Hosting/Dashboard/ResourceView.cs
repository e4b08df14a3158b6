using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard is told of a resource.</summary>
internal sealed record ResourceView(
    string Id, string Name, string Type, int Order, bool Hidden, string? State, string? StateStyle, string? Health, string? Reason, int? ExitCode,
    DateTime? Created, DateTime? Started, DateTime? Stopped,
    PropertyView[] Properties, VariableView[] Environment, UrlView[] Urls, ReportView[] HealthReports, RelationshipView[] Relationships, CommandView[] Commands)
{
    public static ResourceView Of(ResourceEvent change, int order)
    {
        var snapshot = change.Snapshot;
        return new(
            change.ResourceId, change.Resource.Name, snapshot.ResourceType, order, snapshot.IsHidden, snapshot.State?.Text, snapshot.State?.Style,
            snapshot.HealthReports.IsEmpty ? null : snapshot.HealthStatus?.ToString(), snapshot.Reason, snapshot.ExitCode,
            snapshot.CreationTimeStamp, snapshot.StartTimeStamp, snapshot.StopTimeStamp,
            [.. snapshot.Properties.Select(p => new PropertyView(p.Name, Text(p.Value), p.IsSensitive))],
            [.. snapshot.EnvironmentVariables.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => new VariableView(v.Name, v.Value))],
            [.. snapshot.Urls.Select(u => new UrlView(u.Name, u.Url, u.DisplayProperties.DisplayName, u.IsInternal, u.IsInactive))],
            [.. snapshot.HealthReports.Select(r => new ReportView(r.Name, r.Status?.ToString(), r.Description, r.ExceptionText, r.LastRunAt))],
            [.. snapshot.Relationships.Select(r => new RelationshipView(r.ResourceName, r.Type))],
            [.. snapshot.Commands.Select(c => new CommandView(c.Name, c.State.ToString(), c.DisplayName, c.DisplayDescription, c.ConfirmationMessage, c.IconName, c.IsHighlighted))]);
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable many => string.Join(' ', many.Cast<object?>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>A property.</summary>
internal sealed record PropertyView(string Name, string Value, bool Sensitive);

/// <summary>An environment variable; pages show its value when asked.</summary>
internal sealed record VariableView(string Name, string? Value);

/// <summary>A URL.</summary>
internal sealed record UrlView(string? Name, string Url, string Text, bool Internal, bool Inactive);

/// <summary>What a health check said.</summary>
internal sealed record ReportView(string Name, string? Status, string? Description, string? Exception, DateTime? LastRun);

/// <summary>A relation.</summary>
internal sealed record RelationshipView(string Resource, string Type);

/// <summary>A command.</summary>
internal sealed record CommandView(string Name, string State, string Text, string? Description, string? Confirmation, string? Icon, bool Highlighted);

/// <summary>A command that somebody wants run.</summary>
internal sealed record CommandCall(string? Resource, string? Command);

/// <summary>What came of it.</summary>
internal sealed record CommandOutcome(bool Success, bool Canceled, string? Message);

/// <summary>How all of it is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResourceView))]
[JsonSerializable(typeof(object[][]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(CommandCall))]
[JsonSerializable(typeof(CommandOutcome))]
internal sealed partial class ResourceJson : JsonSerializerContext;
