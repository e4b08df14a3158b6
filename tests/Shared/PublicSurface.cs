using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rollcall.Tests;

/// <summary>
/// Writes what an assembly shows to others, one line a member, in a fixed order. A checked-in list of such lines for an official
/// package pins a bundled implementation: each of its lines must be among the official ones.
/// </summary>
/// <remarks>Overrides are left out: they show nothing that the base type does not.</remarks>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All visible types and members of an assembly, sorted ordinally.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(OfType).Order(StringComparer.Ordinal)];

    /// <summary>The lines of an assembly that a list (one line each; blank lines and # comments skipped) does not hold.</summary>
    public static IReadOnlyList<string> Beyond(Assembly assembly, string listPath)
    {
        var official = File.ReadLines(listPath).Where(l => l.Length > 0 && l[0] != '#').ToHashSet(StringComparer.Ordinal);
        return [.. Of(assembly).Where(line => !official.Contains(line))];
    }

    private static IEnumerable<string> OfType(Type type)
    {
        var name = Name(type);
        yield return $"{name} : {Kind(type)}{Heritage(type)}{Constraints(type.IsGenericType ? type.GetGenericArguments() : [])}";
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            yield return $"{name}.Invoke({Parameters(invoke)}) : {Return(invoke)}";
            yield break;
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
        {
            yield return $"{name}..ctor({Parameters(constructor)}){Access(constructor)}";
        }

        foreach (var field in type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily) && !f.IsSpecialName))
        {
            var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
            yield return $"{name}.{field.Name} : {(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)}{value}";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            var get = property.GetMethod is { } g && IsVisible(g) ? g : null;
            var set = property.SetMethod is { } s && IsVisible(s) ? s : null;
            if ((get ?? set) is not { } accessor || IsOverride(accessor))
            {
                continue;
            }

            var init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
            var index = property.GetIndexParameters() is { Length: > 0 } p ? $"[{string.Join(", ", p.Select(Parameter))}]" : "";
            var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
            yield return $"{name}.{property.Name}{index} : {required}{Modifiers(accessor)}{Name(property.PropertyType)}{Nullable(property)}"
                + $" {{{(get is null ? "" : " get;")}{(set is null ? "" : init ? " init;" : " set;")} }}{Access(accessor)}";
        }

        foreach (var @event in type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)))
        {
            yield return $"{name}.{@event.Name} : event {Name(@event.EventHandlerType!)}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => IsVisible(m) && !m.IsSpecialName && !IsOverride(m)))
        {
            var generic = method.IsGenericMethod ? method.GetGenericArguments() : [];
            var arguments = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(a => a.Name))}>";
            var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
            yield return $"{name}.{method.Name}{arguments}({extension}{Parameters(method)}) : {Modifiers(method)}{Return(method)}{Constraints(generic)}{Access(method)}";
        }
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method;

    private static string Access(MethodBase method) => method.IsPublic ? "" : " protected";

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? $"enum {Name(Enum.GetUnderlyingType(type))}"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";

    private static string Heritage(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
        {
            return "";
        }

        var @base = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? b : null;
        var inherited = (@base?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(i => i.GetInterfaces())).ToHashSet();
        var interfaces = type.GetInterfaces().Where(i => !inherited.Contains(i) && i.IsVisible).Select(Name).Order(StringComparer.Ordinal);
        var all = (@base is null ? [] : new[] { Name(@base) }).Concat(interfaces).ToArray();
        return all.Length == 0 ? "" : $", {string.Join(", ", all)}";
    }

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Select(a =>
    {
        var attributes = a.GenericParameterAttributes;
        var parts = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            parts.Add("struct");
        }

        parts.AddRange(a.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Name));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !parts.Contains("struct"))
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {a.Name} : {string.Join(", ", parts)}";
    }));

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface ? (method.IsAbstract ? "" : "default ")
        : method.IsAbstract ? "abstract "
        : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";

    private static string Return(MethodInfo method) =>
        Name(method.ReturnType) + Nullable(method.ReturnParameter);

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var by = type.IsByRef ? parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref " : "";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.DefaultValue) : "";
        return $"{by}{many}{Name(type.IsByRef ? type.GetElementType()! : type)}{Nullable(parameter)} {parameter.Name}{value}";
    }

    private static string Nullable(ParameterInfo parameter) =>
        Mark(parameter.ParameterType, () => new NullabilityInfoContext().Create(parameter), write: parameter is { IsOut: false, Position: >= 0 });

    private static string Nullable(PropertyInfo property) =>
        Mark(property.PropertyType, () => new NullabilityInfoContext().Create(property), write: property.CanWrite);

    private static string Mark(Type type, Func<NullabilityInfo> create, bool write)
    {
        if (type.IsValueType || type == typeof(void))
        {
            return "";
        }

        var info = create();
        return (write ? info.WriteState : info.ReadState) == NullabilityState.Nullable ? "?" : "";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string s => $"\"{s.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
        bool b => b ? "true" : "false",
        Enum e => $"{Name(e.GetType())}.{e}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying)}?";
        }

        var full = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        if (!type.IsGenericType)
        {
            return full;
        }

        var tick = full.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? full : full[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
