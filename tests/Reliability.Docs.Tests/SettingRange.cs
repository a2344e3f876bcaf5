using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reliability.Docs.Tests;

/// <summary>The range of a number, as the documentation of its setting states it.</summary>
internal static partial class SettingRange
{
    /// <summary>Adds the range to the schema of a number or of a list of numbers. What depends on another setting has none.</summary>
    public static void AddTo(JsonObject schema, string meaning)
    {
        JsonObject number = schema["items"] as JsonObject ?? schema;
        if (number["type"]?.GetValue<string>() is not ("integer" or "number") || Stated().Match(meaning) is not { Success: true } stated)
        {
            return;
        }

        Add(number, "minimum", stated.Groups["min"]);
        Add(number, "maximum", stated.Groups["max"]);
        Add(number, "exclusiveMinimum", stated.Groups["above"]);
        Add(number, "exclusiveMaximum", stated.Groups["below"]);
    }

    private static void Add(JsonObject number, string bound, Group value)
    {
        if (value.Success)
        {
            number[bound] = decimal.Parse(value.Value, NumberStyles.Number, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>"0 to 1.", "The range is 1 to 100,000.", "0.5, which ..., to 0.9999.", "0 or more." and "Above 0, at most 100."</summary>
    [GeneratedRegex(
        @"(?<=^|\. )(?:(?:The range is )?(?<min>\d[\d,.]*\d|\d)(?:, which [^.]+,)? to (?<max>\d[\d,.]*\d|\d)(?= \(|\.(?: |$))"
        + @"|(?<min>\d+) or more\."
        + @"|Above (?<above>\d+)(?:, at most (?<max>\d[\d,.]*\d|\d)|, below (?<below>\d[\d,.]*\d|\d))?\."
        + @"|Above (?<above>\d+), below (?=`))")]
    private static partial Regex Stated();
}
