using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Reliability.AspNetCore.Tests;

/// <summary>Numbers are for readers: none is longer than it needs to be.</summary>
public sealed class ApiNumberTests
{
    private const int MaxDigits = 6;

    [Fact]
    public async Task No_number_of_any_endpoint_has_more_than_six_significant_digits_past_its_point()
    {
        await using WholeShop shop = await WholeShop.StartAsync();
        WriteSample.All.Select(one => one.Pattern).Distinct().Should().BeEquivalentTo(
            shop.WritePatterns, "each endpoint that writes needs a valid request");
        List<string> seen = [.. shop.Written.SelectMany(one => Numbers(one.Json, one.Path))];
        foreach (string path in shop.ReadPaths())
        {
            (HttpStatusCode code, JsonElement json) = await shop.ReadAsync(path);
            code.Should().BeOneOf([HttpStatusCode.OK, HttpStatusCode.Conflict], "{0} got {1}", path, json);
            seen.AddRange(Numbers(json, path));
        }

        seen.Should().Contain("objectives/quality.target 57.142857").And
            .Contain(one => one.StartsWith("jobs.clockOffset", StringComparison.Ordinal));
        seen.Where(one => Digits(one.Split(' ')[1]) > 0).Select(one => one.Split('.', '/', '?')[0]).Distinct().Should().Contain(
            ["experiments", "incidents", "metrics", "ledger", "status", "gate", "postmortems", "improvement"],
            "these have numbers that must be rounded");
        seen.Where(one => Digits(one.Split(' ')[1]) > MaxDigits).Should().BeEmpty();
    }

    private static IEnumerable<string> Numbers(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(one => Numbers(one.Value, $"{path}.{one.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Numbers(one, path)),
        JsonValueKind.Number => [$"{path} {json.GetRawText()}"],
        _ => [],
    };

    /// <summary>
    /// Counts the digits past the point that tell something: zeros of a small share and nines of a share near 1 only say how small it is,
    /// or how little is missing.
    /// </summary>
    private static int Digits(string number)
    {
        decimal value = Math.Abs(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
        string text = value.ToString(CultureInfo.InvariantCulture);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? "" : text[(point + 1)..];
        return value >= 1 ? digits.Length : digits.TrimStart(digits.StartsWith('9') ? '9' : '0').Length;
    }
}
