using System.Globalization;
using System.Text.Json;
using Reliability.Experiments;
using Reliability.Experiments.Internal;

namespace Reliability.Core.Tests.Experiments;

/// <summary>The page docs/assignment.md, followed in another language, gives the same variants.</summary>
public class AssignmentGoldenTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(
            AppContext.BaseDirectory,
            "Experiments",
            "Golden",
            "assignment.json"))).RootElement;

    private static readonly string[] Units = [.. Golden.GetProperty("units").EnumerateArray().Select(u => Assign.FromHex(u.GetString()!))];

    [Fact]
    public void Every_unit_has_the_hash_that_xxHash_gives_it() =>
        Units.Select(u => UnitHash.Of(u).ToString(CultureInfo.InvariantCulture))
            .Should()
            .Equal(Golden.GetProperty("hashes").EnumerateArray().Select(h => h.GetString()!));

    [Fact]
    public void The_logarithm_has_the_same_bits_and_is_right_to_two_in_the_last_place()
    {
        foreach (JsonElement pair in Golden.GetProperty("logs").EnumerateArray())
        {
            double x = HexDouble(pair[0].GetString()!);
            double ln = PortableLog.Ln(x);
            BitConverter.DoubleToInt64Bits(ln).Should().Be(BitConverter.DoubleToInt64Bits(HexDouble(pair[1].GetString()!)), "ln({0})", x);
            Math.Abs(ln - Math.Log(x)).Should().BeLessThanOrEqualTo(2 * (Math.BitIncrement(Math.Abs(ln)) - Math.Abs(ln)), "ln({0})", x);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    public void Every_unit_has_its_variant_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (JsonElement test in Golden.GetProperty("tests").EnumerateArray())
            {
                AssignmentDefinition definition = Definition(test);
                Keys(definition).Should()
                    .Equal(test.GetProperty("variantOfUnit").EnumerateArray().Select(v => v.GetString()), definition.Seed);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Tests_of_the_MD5_design_are_taken_over_with_nobody_reassigned()
    {
        foreach (JsonElement test in Golden.GetProperty("md5").EnumerateArray())
        {
            var definition = new AssignmentDefinition
            {
                Seed = test.GetProperty("seed").GetString()!,
                Variants = [.. test.GetProperty("variants").EnumerateArray().Select(v => new WeightedVariant(v.GetString()!, 1))],
                Scheme = AssignmentScheme.Md5Modulo,
            };
            Keys(definition).Should().Equal(test.GetProperty("variantOfUnit").EnumerateArray().Select(v => v.GetString()));
        }
    }

    private static AssignmentDefinition Definition(JsonElement test)
    {
        JsonElement layer = test.GetProperty("layer");
        return new AssignmentDefinition
        {
            Seed = test.GetProperty("seed").GetString()!,
            Variants =
            [
                .. test.GetProperty("variants")
                    .EnumerateArray()
                    .Select(v => new WeightedVariant(v.GetProperty("key").GetString()!, v.GetProperty("weight").GetDouble())),
            ],
            Coverage = test.GetProperty("coverage").GetDouble(),
            Layer = layer.ValueKind == JsonValueKind.Null
                ? null
                : new LayerSlice(layer[0].GetString()!, layer[1].GetDouble(), layer[2].GetDouble()),
        };
    }

    private static string?[] Keys(AssignmentDefinition definition) =>
        [.. Assign.All(definition, Units).Select(i => i < 0 ? null : definition.Variants[i].Key)];

    /// <summary>Reads Python's float.hex().</summary>
    private static double HexDouble(string text)
    {
        string[] parts = text.TrimStart('-').Replace("0x", "", StringComparison.Ordinal).Split('p');
        string[] digits = parts[0].Split('.');
        long mantissa = long.Parse(digits[0] + digits[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        double value = Math.ScaleB((double)mantissa, int.Parse(parts[1], CultureInfo.InvariantCulture) - (4 * digits[1].Length));
        return text[0] == '-' ? -value : value;
    }
}
