using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reliability.AspNetCore.Tests;

/// <summary>
/// Whatever is wrong in a field of a body, the answer names fields, and nothing of .NET. The fields are those of the OpenAPI document.
/// </summary>
public sealed partial class BadFieldTests
{
    private static readonly string[] Values =
    [
        "null", "true", "7", "0.5", "-1e300", "1e300", "\"\"", "\" \"", "\"a\\nb\"", "\"no such value\"", "\"\\ud800\"", "\"LONG\"",
        "\"1000-01-01T00:00:00Z\"", "\"9999-01-01T00:00:00Z\"", "[]", "[null]", "[7]", "[{}]", "[\"\"]", "[\"LONG\"]", "{}", "{\"x\":1}",
    ];

    /// <summary>Values of a choice, names of formats, and what a message asks an operator to call.</summary>
    private static readonly string[] Words =
    [
        "RolledBack", "UseRecurrence", "NearMiss", "InvestigationStarted", "CauseIdentified", "TestRun", "AlertTriggered",
        "MitigationApplied",
    ];

    [Fact]
    public async Task A_wrong_field_of_any_endpoint_is_400_without_a_name_of_NET()
    {
        await using WholeShop shop = await WholeShop.StartAsync();
        JsonElement document = await shop.DescribeAsync();
        WriteSample.All.Select(one => one.Pattern).Distinct().Should().BeEquivalentTo(
            shop.WritePatterns, "each endpoint that writes needs a valid request");
        List<string> problems = [];
        foreach (WriteSample sample in WriteSample.All.DistinctBy(one => one.Pattern))
        {
            int rejected = 0;
            foreach (string body in Bodies(sample, document))
            {
                (HttpStatusCode status, JsonElement json) = await shop.PostAsync(
                    sample, body.Replace("LONG", new string('x', 3000), StringComparison.Ordinal));
                string detail = status == HttpStatusCode.BadRequest ? json.GetProperty("detail").GetString()! : "";
                rejected += status == HttpStatusCode.BadRequest ? 1 : 0;
                if ((int)status >= 500 || NetNames(detail).Length > 0 || (status == HttpStatusCode.BadRequest && detail.Length == 0))
                {
                    problems.Add($"{sample.Pattern} {body}: {(int)status} {detail}");
                }
            }

            if (rejected == 0)
            {
                problems.Add($"{sample.Pattern}: no body was rejected");
            }
        }

        problems.Should().BeEmpty();
    }

    private static string[] NetNames(string detail) =>
        [.. NetName().Matches(detail).Select(one => one.Value).Where(name => !Words.Contains(name))];

    private static IEnumerable<string> Bodies(WriteSample sample, JsonElement document)
    {
        string[] whole =
            ["", "{", "7", "null", "true", "\"text\"", "[]", "[{}]", "{}", "{\"x\":1}", "<a>", "<a/>", "Name\r\n", "a,b\r\n1\r\n"];
        if (!document.GetProperty("paths").TryGetProperty($"/reliability/{sample.Pattern}", out JsonElement path)
            || !path.GetProperty("post").TryGetProperty("requestBody", out JsonElement body)
            || !body.GetProperty("content").TryGetProperty(sample.Type, out JsonElement content)
            || sample.Type != "application/json")
        {
            return whole;
        }

        JsonElement schema = Resolve(content.GetProperty("schema"), document);
        return JsonNode.Parse(sample.Body) is JsonArray list
            ? whole.Concat(schema.TryGetProperty("items", out JsonElement item)
                ? Changed(list[0]!.AsObject(), item, document).Select(one => $"[{one}]")
                : [])
            : whole.Concat(Changed(JsonNode.Parse(sample.Body)!.AsObject(), schema, document));
    }

    /// <summary>Returns a valid object with each of its fields removed and replaced by each value.</summary>
    private static IEnumerable<string> Changed(JsonObject valid, JsonElement schema, JsonElement document)
    {
        if (!Resolve(schema, document).TryGetProperty("properties", out JsonElement fields))
        {
            yield break;
        }

        foreach (JsonProperty field in fields.EnumerateObject())
        {
            JsonObject changed = valid.DeepClone().AsObject();
            if (changed.Remove(field.Name))
            {
                yield return changed.ToJsonString();
            }

            IEnumerable<string> values = Values;
            JsonElement type = Resolve(field.Value, document);
            bool isList = type.TryGetProperty("items", out JsonElement items);
            JsonNode? inner = valid[field.Name] is JsonArray { Count: > 0 } list ? list[0] : valid[field.Name];
            values = values.Concat(Changed(inner as JsonObject ?? [], isList ? items : type, document)
                .Select(one => isList ? $"[{one}]" : one));
            foreach (string value in values)
            {
                string name = JsonSerializer.Serialize(field.Name);
                string others = changed.Count == 0 ? "" : $",{changed.ToJsonString()[1..^1]}";
                yield return $"{{{name}:{value}{others}}}";
            }
        }
    }

    private static JsonElement Resolve(JsonElement schema, JsonElement document)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            string name = reference.GetString()!.Split('/')[^1];
            return Resolve(document.GetProperty("components").GetProperty("schemas").GetProperty(name), document);
        }

        foreach (string choice in (string[])["oneOf", "anyOf", "allOf"])
        {
            if (schema.TryGetProperty(choice, out JsonElement all))
            {
                JsonElement some = all.EnumerateArray()
                    .First(one => !one.TryGetProperty("type", out JsonElement type) || type.ToString() != "null");
                return Resolve(some, document);
            }
        }

        return schema;
    }

    /// <summary>
    /// A name in PascalCase or a qualified name, such as <c>AddDays</c> or <c>System.String</c>, and the words by which .NET speaks of
    /// parameters and conversions.
    /// </summary>
    [GeneratedRegex(
        @"\b[A-Z][a-z]+[A-Z]\w*|\bSystem\.|\bParameter\b|\bparameter '|\bcould not be converted\b"
        + @"|\bdeserializ|\bNullable\b|`\d|\bisFinalBlock\b"
        + @"|(?<=[a-z,(] \(?)\b(?:Good|Bad|From|To|Slo|Reason|At|Id|Rule|Start|Zone|Duration|Recurrence|Title|Owner|Impact"
        + @"|Effort|Tags|Notes|Severity|Commits|Version|Status|Milestone|Text|Etag|Approver)\b")]
    private static partial Regex NetName();
}
