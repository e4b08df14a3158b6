namespace Rollcall.AppHost.Nacos;

/// <summary>The image of the registry.</summary>
internal static class NacosContainerImageTags
{
    public const string Image = "nacos/nacos-server";

    public const string Tag = "v2.5.1";
}
