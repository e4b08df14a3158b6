using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Dashboard.AppHost;

namespace Aspire.Dashboard.Pages;

/// <summary>How pages and the AppHost are talked to.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(CommandCall))]
[JsonSerializable(typeof(CommandOutcome))]
[JsonSerializable(typeof(LogListView))]
[JsonSerializable(typeof(MeterView[]))]
[JsonSerializable(typeof(MetricView))]
[JsonSerializable(typeof(PageState))]
[JsonSerializable(typeof(SourceView[]))]
[JsonSerializable(typeof(TraceListView))]
[JsonSerializable(typeof(TraceView))]
internal sealed partial class PageJson : JsonSerializerContext;
