using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>The schema for editors rejects the numbers that the host rejects.</summary>
public sealed class SchemaRangeTests
{
    private const string Numbers = """
        {
          "Stores": {
            "Sqlite": { "Path": "reliability.db" }, "Redis": { "Configuration": "localhost" }, "Postgres": { "ConnectionString": "Host=db" }
          },
          "MaxPendingBuckets": 100, "MaxCellBytes": 100, "MaxBatchBuckets": 100,
          "Slos": {
            "web": {
              "Kind": "Availability", "Target": 99.9, "AtRiskBelow": 0.5,
              "Requests": [ { "BadStatuses": [ 429 ], "IgnoredStatuses": [ 404 ] } ],
              "Alerts": [ { "BurnRateAbove": 2, "Window": "01:00:00", "MinBadEvents": 5, "Confidence": 0.9 },
                          { "PercentBelow": 50, "Window": "01:00:00" } ]
            },
            "fast": { "Kind": "Latency", "Threshold": "00:00:00.5", "Target": 95,
                      "Alerts": [ { "Quantile": 0.9, "QuantileAbove": 0.55, "Window": "00:10:00", "MinValues": 30 } ] },
            "stars": { "Kind": "Score", "Average": 4, "Scale": 5, "Alerts": [ { "MeanBelow": 3, "Window": "01:00:00" } ] },
            "durable": { "Kind": "ZeroTolerance", "AllowedEvents": 2 },
            "queue": { "Kind": "Measurement", "Limit": 30, "Target": 99, "SliceLength": "01:00:00", "SliceTarget": 90,
                       "MinCoverageShare": 0.5 }
          },
          "Metrics": { "m": { "Kind": "Score", "Scale": 5, "MinimumEffect": 0.1, "Threshold": 3 } },
          "Policies": { "freeze": { "Slo": "web", "ActsAt": 0.1, "RecoveryMargin": 0.05, "MinBadEvents": 5, "MinValues": 30,
                                    "Confidence": 0.9, "FreezesReleases": true } },
          "Experiments": { "Capacity": 1024 },
          "Postmortems": { "RequiredAboveBudgetShare": 0.2 }
        }
        """;

    /// <summary>What is valid for these depends on other settings, so that only the host knows.</summary>
    private static readonly string[] Dependent =
        ["Average", "QuantileAbove", "MeanBelow", "Threshold", "Limit", "ActsAt", "RecoveryMargin"];

    private static readonly string[] Probes =
        ["-1", "0", "0.4", "1", "1.5", "11", "99.999999999", "101", "600", "10000000000", "20000000000000"];

    [Fact]
    public async Task A_number_outside_its_range_is_rejected_by_both_and_one_inside_by_neither()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(RepositoryRoot.Path, SchemaFile.Path));
        SchemaTests.HostProblems(Numbers).Should().BeEmpty();
        List<string> differences = [];
        foreach ((string name, Func<string, string> with) in Places(JsonNode.Parse(Numbers)!, ""))
        {
            foreach (string probe in Probes)
            {
                string json = with(probe);
                bool isRejectedByHost = SchemaTests.HostProblems(json)
                    .Any(one => one.StartsWith($"Reliability{name}: ", StringComparison.Ordinal));
                bool isRejectedBySchema = schema.Validate($$"""{ "Reliability": {{json}} }""").Count > 0;
                if (isRejectedByHost != isRejectedBySchema && (isRejectedBySchema || !Dependent.Contains(name.Split(':')[^1])))
                {
                    differences.Add($"{name}: {probe} is rejected by {(isRejectedByHost ? "the host" : "the schema")} alone");
                }
            }
        }

        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task A_duration_below_zero_is_rejected_by_the_schema()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(RepositoryRoot.Path, SchemaFile.Path));
        const string Json = """{ "FlushInterval": "-00:00:02" }""";
        schema.Validate($$"""{ "Reliability": {{Json}} }""").Should().NotBeEmpty();
        SchemaTests.HostProblems(Json).Should().NotBeEmpty();
    }

    [Fact]
    public void Every_number_of_the_schema_is_tried()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, SchemaFile.Path)));
        string[] tried = [.. Places(JsonNode.Parse(Numbers)!, "").SelectMany(one => one.Path.Split(':'))];
        NumbersOf(schema.RootElement).Distinct().Should().BeSubsetOf(tried, "a new number needs a place in this test");
    }

    /// <summary>Returns the numbers of a document, each with a function that returns the document with another value there.</summary>
    private static IEnumerable<(string Path, Func<string, string> With)> Places(JsonNode root, string path)
    {
        return Of(root, path);

        IEnumerable<(string, Func<string, string>)> Of(JsonNode node, string at) => node switch
        {
            JsonObject group => group.ToArray().SelectMany(one => Of(one.Value!, $"{at}:{one.Key}")),
            JsonArray list => list.ToArray().SelectMany((one, i) => Of(one!, $"{at}:{i}")),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => [(at, text => Replaced(root, at, text))],
            _ => [],
        };
    }

    private static string Replaced(JsonNode root, string path, string text)
    {
        JsonNode copy = root.DeepClone();
        JsonNode node = copy;
        foreach (string part in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        }

        node.ReplaceWith(JsonNode.Parse(text));
        return copy.ToJsonString();
    }

    private static IEnumerable<string> NumbersOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        IEnumerable<string> inner = schema.EnumerateObject().SelectMany(one => NumbersOf(one.Value));
        return schema.TryGetProperty("properties", out JsonElement properties)
            ? properties.EnumerateObject().Where(one => IsNumber(one.Value)).Select(one => one.Name).Concat(inner)
            : inner;
    }

    private static bool IsNumber(JsonElement schema) =>
        schema.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() switch
        {
            "integer" or "number" => true,
            "array" => IsNumber(schema.GetProperty("items")),
            _ => false,
        };
}
