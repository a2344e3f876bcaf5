using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Reliability.Core.Tests.Slos;

/// <summary>Numbers that other software computed: see tests/golden.</summary>
internal static class Golden
{
    public static JsonElement Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Slos", "Golden", name + ".json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    public static decimal Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? decimal.Parse(element.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
            : element.GetDecimal();

    public static decimal Number(this JsonElement element, string property) => element.GetProperty(property).Number();

    /// <summary>Equal but for the last of the 28 digits of a decimal.</summary>
    public static void ShouldBeExactly(
        this decimal actual,
        decimal expected,
        string because,
        [CallerArgumentExpression(nameof(actual))] string? what = null)
    {
        decimal tolerance = Math.Max(1, Math.Abs(expected)) * 1e-24m;
        (Math.Abs(actual - expected) <= tolerance).Should().BeTrue($"{what} is {actual} and should be {expected}, {because}");
    }
}
