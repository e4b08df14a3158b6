namespace Embedded.Nacos.Registry;

/// <summary>Names one service: namespace, group and plain service name.</summary>
internal readonly record struct ServiceKey(string Namespace, string Group, string Name)
{
    public const string DefaultNamespace = "public";
    public const string DefaultGroup = "DEFAULT_GROUP";
    public const string GroupSeparator = "@@";

    /// <summary>The name as the wire knows it, <c>group@@service</c>.</summary>
    public string GroupedName => string.Concat(Group, GroupSeparator, Name);

    public override string ToString() => string.Concat(Namespace, "##", GroupedName);
}
