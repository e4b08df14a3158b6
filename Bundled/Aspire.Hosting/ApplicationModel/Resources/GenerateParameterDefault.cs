using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value made on first use.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>Length of the value. The default, 22 characters of 62, has 128 bits of entropy.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Whether lower case letters may occur.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper case letters may occur.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits may occur.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters may occur.</summary>
    public bool Special { get; set; } = true;

    /// <summary>Least number of lower case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>Least number of upper case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>Least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>Least number of special characters.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    public override string GetDefaultValue() => PasswordGenerator.Generate(this);

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteFlag("lower", Lower);
        WriteFlag("upper", Upper);
        WriteFlag("numeric", Numeric);
        WriteFlag("special", Special);
        WriteMinimum("minLower", MinLower);
        WriteMinimum("minUpper", MinUpper);
        WriteMinimum("minNumeric", MinNumeric);
        WriteMinimum("minSpecial", MinSpecial);
        writer.WriteEndObject();

        void WriteFlag(string name, bool value)
        {
            if (!value)
            {
                writer.WriteBoolean(name, value);
            }
        }

        void WriteMinimum(string name, int value)
        {
            if (value != 0)
            {
                writer.WriteNumber(name, value);
            }
        }
    }
}
