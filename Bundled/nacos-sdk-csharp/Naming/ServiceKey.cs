using Nacos.V2.Common;
using Nacos.V2.Exceptions;

namespace Nacos.V2.Naming;

/// <summary>Group and plain name of a service. A name written <c>group@@name</c> wins over the group given beside it, as on the server.</summary>
internal readonly record struct ServiceKey
{
    public ServiceKey(string? serviceName, string? groupName)
    {
        if (string.IsNullOrWhiteSpace(serviceName))
        {
            throw new NacosException(NacosException.CLIENT_INVALID_PARAM, "The name of a service must not be empty.");
        }

        var at = serviceName.IndexOf(Constants.GroupSeparator, StringComparison.Ordinal);
        Name = at < 0 ? serviceName : serviceName[(at + Constants.GroupSeparator.Length)..];
        Group = at < 0
            ? (string.IsNullOrWhiteSpace(groupName) ? Constants.DefaultGroup : groupName)
            : serviceName[..at];
        if (Name.Length == 0 || Group.Length == 0)
        {
            throw new NacosException(NacosException.CLIENT_INVALID_PARAM, $"'{serviceName}' is not the name of a service: it is written name or group{Constants.GroupSeparator}name.");
        }
    }

    public string Group { get; }

    public string Name { get; }

    public string Grouped => Group + Constants.GroupSeparator + Name;
}
