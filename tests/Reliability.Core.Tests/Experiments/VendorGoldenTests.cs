using System.Globalization;
using System.Text.Json;
using Reliability.Experiments;
using Reliability.Experiments.Internal;

namespace Reliability.Core.Tests.Experiments;

/// <summary>
/// Tests of other systems are taken over with nobody reassigned: what the vendors publish, and their rules in another language.
/// </summary>
public class VendorGoldenTests
{
    private static readonly JsonElement Published = Read("vendors-published.json");
    private static readonly JsonElement Made = Read("vendors.json");
    private static readonly string[] Units = [.. Made.GetProperty("units").EnumerateArray().Select(u => Assign.FromHex(u.GetString()!))];

    public static TheoryData<string, string> Groups
    {
        get
        {
            var groups = new TheoryData<string, string>();
            foreach (JsonElement group in Published.GetProperty("assignments").EnumerateArray())
            {
                groups.Add(group.GetProperty("scheme").GetString()!, group.GetProperty("source").GetString()!);
            }

            return groups;
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void What_a_vendor_publishes_holds_here(string scheme, string source)
    {
        JsonElement[] vectors = [.. Published.GetProperty("assignments").EnumerateArray()
            .Single(g =>
                g.GetProperty("scheme").GetString() == scheme
                    && g.GetProperty("source").GetString() == source).GetProperty("vectors").EnumerateArray()];
        vectors.Should().NotBeEmpty();
        foreach (JsonElement vector in vectors)
        {
            AssignmentDefinition definition = Definition(scheme, vector[0], vector[1], vector[2]);
            VariantAssigner.Create(definition).Assign(vector[3].GetString()).Should().Be(Place(vector[4]), "{0}", vector.GetRawText());
        }
    }

    [Fact]
    public void The_hashes_that_GrowthBook_publishes_hold_here()
    {
        JsonElement vectors = Published.GetProperty("growthbookHashes").GetProperty("vectors");
        vectors.GetArrayLength().Should().Be(14);
        foreach (JsonElement vector in vectors.EnumerateArray())
        {
            GrowthBookChoice.Hash(vector[2].GetInt32(), vector[0].GetString(), vector[1].GetString())
                .Should()
                .Be(vector[3].GetDouble(), "{0}", vector.GetRawText());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_vendors_rules_followed_in_another_language_give_the_same_variants_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (JsonElement test in Made.GetProperty("tests").EnumerateArray())
            {
                AssignmentDefinition definition =
                    Definition(
                        test.GetProperty("scheme").GetString()!,
                        test.GetProperty("seed"),
                        test.GetProperty("coverage"),
                        test.GetProperty("weights"));
                Assign.All(definition, Units).Should().Equal(
                    test.GetProperty("variantOfUnit").EnumerateArray().Select(Place),
                    "of {0} with seed '{1}' at {2}",
                    definition.Scheme,
                    definition.Seed,
                    definition.Coverage);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void MurmurHash3_passes_the_verification_of_its_author()
    {
        // SMHasher: keys 0, 1, 2, ... of each length up to 255 with seed 256 - length; the hash of all hashes is published.
        byte[] key = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        byte[] hashes =
        [
            .. Enumerable.Range(0, 256)
                .SelectMany(length => BitConverter.GetBytes(Murmur3.Of(key.AsSpan(0, length), (uint)(256 - length)))),
        ];
        Murmur3.Of(hashes, 0).Should().Be(0xB0F57EE3);
    }

    [Theory]
    [InlineData("ejOoVL", 0U)]
    [InlineData("bY9fO-", 1U)]
    [InlineData("SI7p-", 0x7FFFFFFFU)]
    [InlineData("6LvT0", 0x80000000U)]
    [InlineData("ceQdGm", 0xFFFFFFFFU)]
    public void MurmurHash3_gives_the_edges_that_flagd_publishes(
        string text,
        uint hash) => Murmur3.Of(System.Text.Encoding.UTF8.GetBytes(text), 0).Should().Be(hash);

    private static AssignmentDefinition Definition(string scheme, JsonElement seed, JsonElement coverage, JsonElement weights) =>
        Assign.Weighted(seed.GetString()!, [.. weights.EnumerateArray().Select(w => w.GetDouble())]) with
        {
            Coverage = coverage.GetDouble(),
            Scheme = scheme,
        };

    private static int Place(JsonElement place) => place.ValueKind == JsonValueKind.Null ? -1 : place.GetInt32();

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Experiments", "Golden", file))).RootElement;
}
