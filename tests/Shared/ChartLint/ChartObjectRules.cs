using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rollcall.Tests;

/// <summary>What the API server refuses, or takes and then does nothing with.</summary>
internal static partial class ChartObjectRules
{
    public static IEnumerable<string> Violations(IReadOnlyList<ChartObject> objects) =>
    [
        .. objects.SelectMany(OfNames),
        .. objects.CountBy(one => (one.Kind, one.Name)).Where(one => one.Value > 1).Select(one => $"{one.Key.Kind} {one.Key.Name}: there are {one.Value}"),
        .. objects.Where(one => one.Kind is "ConfigMap" or "Secret").SelectMany(OfData),
        .. objects.Where(one => one.Kind == "Deployment").SelectMany(deployment => OfDeployment(deployment, objects)),
        .. objects.Where(one => one.Kind == "Service").SelectMany(service => OfService(service, objects)),
    ];

    private static IEnumerable<string> OfNames(ChartObject one)
    {
        if (!ObjectName().IsMatch(one.Name))
        {
            yield return $"{one.File}: {one.Name} is no name of an object";
        }

        foreach (var (label, value) in ChartLint.Texts((YamlMappingNode)one.Content["metadata"], "labels").Where(pair => !LabelValue().IsMatch(pair.Value)))
        {
            yield return $"{one.File}: the label {label} has the value {value}";
        }
    }

    private static IEnumerable<string> OfData(ChartObject one)
    {
        var data = (YamlMappingNode)one.Content[one.Kind == "Secret" ? "stringData" : "data"];
        foreach (var (key, value) in data.Children)
        {
            if (value is not YamlScalarNode { Style: ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted })
            {
                yield return $"{one.File}: {key} is no text between quotes";
            }

            if (!DataKey().IsMatch(key.ToString()))
            {
                yield return $"{one.File}: {key} is no key";
            }
        }
    }

    private static IEnumerable<string> OfDeployment(ChartObject deployment, IReadOnlyList<ChartObject> objects)
    {
        var template = (YamlMappingNode)deployment.Content["spec"]["template"];
        if (ChartLint.Texts((YamlMappingNode)deployment.Content["spec"]["selector"], "matchLabels").Except(Labels(deployment)).Any())
        {
            yield return $"{deployment.File}: its pods lack labels that it selects them by";
        }

        foreach (var container in ChartObject.List(template["spec"], "containers"))
        {
            if (!container.Children.TryGetValue("image", out var image) || !Image().IsMatch(image.ToString()))
            {
                yield return $"{deployment.File}: {image} is no image";
            }

            foreach (var (kind, reference) in ChartObject.List(container, "envFrom").SelectMany(source => source.Children))
            {
                if (!objects.Any(one => one.Kind == (kind.ToString() == "secretRef" ? "Secret" : "ConfigMap") && one.Name == reference["name"].ToString()))
                {
                    yield return $"{deployment.File}: there is no {reference["name"]} for its variables";
                }
            }

            foreach (var port in ChartObject.List(container, "ports").Where(port => !PortName().IsMatch(port["name"].ToString())))
            {
                yield return $"{deployment.File}: {port["name"]} is no name of a port";
            }
        }
    }

    private static IEnumerable<string> OfService(ChartObject service, IReadOnlyList<ChartObject> objects)
    {
        var selector = ChartLint.Texts((YamlMappingNode)service.Content["spec"], "selector").ToArray();
        var selected = objects.Where(one => one.Kind == "Deployment" && !selector.Except(Labels(one)).Any()).ToArray();
        if (selected.Length != 1)
        {
            yield return $"{service.File}: it selects the pods of {selected.Length} deployments";
            yield break;
        }

        var ports = ChartObject.List(selected[0].Content["spec"]["template"]["spec"], "containers").SelectMany(container => ChartObject.List(container, "ports")).Select(port => port["containerPort"].ToString()).ToArray();
        foreach (var port in ChartObject.List(service.Content["spec"], "ports").Where(port => !ports.Contains(port["targetPort"].ToString())))
        {
            yield return $"{service.File}: no container has port {port["targetPort"]}";
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Labels(ChartObject deployment) => ChartLint.Texts((YamlMappingNode)deployment.Content["spec"]["template"]["metadata"], "labels");

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex ObjectName();

    [GeneratedRegex("^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex DataKey();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$")]
    private static partial Regex PortName();

    [GeneratedRegex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$")]
    private static partial Regex Image();
}
