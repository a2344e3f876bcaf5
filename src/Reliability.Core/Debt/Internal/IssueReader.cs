using System.Text.Json;
using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>Turns exported issues into items.</summary>
internal sealed class IssueReader
{
    private readonly DebtLabelMapping _mapping;
    private readonly Dictionary<string, Level> _impact;
    private readonly Dictionary<string, Level> _effort;
    private readonly Dictionary<string, DebtCategory> _category;
    private readonly string? _required;

    public IssueReader(DebtLabelMapping mapping)
    {
        _mapping = mapping;
        _impact = Normal(mapping.Impact);
        _effort = Normal(mapping.Effort);
        _category = Normal(mapping.Category);
        _required = mapping.RequiredLabel is { } label ? Normal(label) : null;
    }

    public DebtImportBatch Read(JsonElement issues)
    {
        List<DebtImportItem> items = [];
        List<DebtRejection> rejected = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int place = 0;
        foreach (JsonElement issue in issues.EnumerateArray())
        {
            place++;
            string where = Check.Text($"issue at place {place}");
            try
            {
                if (issue.ValueKind != JsonValueKind.Object)
                {
                    throw new FormatException("It is not an object.");
                }

                if (Property(issue, "number") is { ValueKind: JsonValueKind.Number } number)
                {
                    where = $"issue {number.GetRawText()}";
                }

                DebtImportItem item = Item(issue);
                items.Add(seen.Add(item.SourceId) ? item : throw new FormatException("It is in the file a second time."));
            }
            catch (FormatException e)
            {
                rejected.Add(new DebtRejection { Where = where, Reason = e.Message });
            }
            catch (ArgumentException e)
            {
                rejected.Add(new DebtRejection { Where = where, Reason = Sentence(e) });
            }
            catch (InvalidOperationException)
            {
                rejected.Add(new DebtRejection { Where = where, Reason = "It holds text that is not valid UTF-8." });
            }
        }

        return new DebtImportBatch { Items = items, Rejected = rejected };
    }

    /// <summary>Returns the message of an exception without the parameter that .NET appends.</summary>
    public static string Sentence(ArgumentException e)
    {
        int end = e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? e.Message.ReplaceLineEndings(" ") : e.Message[..end];
    }

    private DebtImportItem Item(JsonElement issue)
    {
        if (Property(issue, "pull_request") is { ValueKind: not JsonValueKind.Null })
        {
            throw new FormatException("It is a pull request.");
        }

        string[] labels = Labels(issue);
        string[] normal = Array.ConvertAll(labels, Normal);
        if (_required is not null && !normal.Contains(_required, StringComparer.Ordinal))
        {
            throw new FormatException($"It does not have the label '{_mapping.RequiredLabel}'.");
        }

        string? address = Text(issue, "html_url") ?? Text(issue, "url");
        string source = address ?? (Property(issue, "number") is { ValueKind: JsonValueKind.Number } number
            ? $"issue {number.GetRawText()}"
            : throw new FormatException("It has neither an address nor a number."));
        DateTimeOffset? closed = Time(issue, "closed_at", "closedAt");
        bool isClosed = string.Equals(Text(issue, "state"), "closed", StringComparison.OrdinalIgnoreCase);
        return new DebtImportItem
        {
            SourceId = source,
            Definition = new DebtDefinition
            {
                Title = Text(issue, "title") ?? throw new FormatException("It has no title."),
                Description = Text(issue, "body") is { Length: > 0 } body ? body : null,
                Impact = One(_impact, normal, "impact", Default(_mapping.DefaultImpact)),
                Effort = One(_effort, normal, "effort", Default(_mapping.DefaultEffort)),
                Category = One(_category, normal, "category", DebtCategory.Unknown),
                Owner = _mapping.Owner,
                Tags =
                [
                    .. labels.Where((_, i) => !_impact.ContainsKey(normal[i]) && !_effort.ContainsKey(normal[i])
                            && !_category.ContainsKey(normal[i]) && normal[i] != _required)
                        .Distinct(StringComparer.Ordinal)
                        .Take(DebtDefinition.MaxTags),
                ],
                FoundAt = Time(issue, "created_at", "createdAt"),
                Source = source,
            },
            ResolvedAt = isClosed ? closed ?? throw new FormatException("It is closed and does not say when.") : null,
        };
    }

    private static Level? Default(Level level) => level == Level.Unknown ? null : level;

    /// <summary>Returns what the labels state.</summary>
    /// <exception cref="FormatException">Two labels state different things, or none states anything and there is no default.</exception>
    private static T One<T>(Dictionary<string, T> meanings, string[] labels, string what, T? byDefault)
        where T : struct, Enum
    {
        T[] stated = [.. labels.Where(meanings.ContainsKey).Select(label => meanings[label]).Distinct()];
        return stated switch
        {
            [var one] => one,
            [] when byDefault is { } value => value,
            [] => throw new FormatException(
                $"It does not state the {what}. It needs one of the labels "
                + $"{string.Join(", ", meanings.Keys.Order(StringComparer.Ordinal))}."),
            _ => throw new FormatException($"Its labels state several values of {what}: {string.Join(", ", stated.Order())}."),
        };
    }

    private static Dictionary<string, T> Normal<T>(IReadOnlyDictionary<string, T> meanings)
    {
        Dictionary<string, T> normal = new(StringComparer.Ordinal);
        foreach ((string label, T meaning) in meanings)
        {
            normal[Normal(label)] = meaning;
        }

        return normal;
    }

    /// <summary>Case does not count, nor do spaces around separators.</summary>
    private static string Normal(string label)
    {
        string normal = label.Trim().ToLowerInvariant();
        foreach (char separator in (ReadOnlySpan<char>)[':', '/', '-'])
        {
            normal = string.Join(separator, normal.Split(separator, StringSplitOptions.TrimEntries));
        }

        return normal;
    }

    private static string[] Labels(JsonElement issue) => Property(issue, "labels") switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Array } labels =>
        [
            .. labels.EnumerateArray().Select(label => label.ValueKind switch
            {
                JsonValueKind.String => label.GetString()!,
                JsonValueKind.Object when Text(label, "name") is { } name => name,
                _ => throw new FormatException("A label has no name."),
            }),
        ],
        _ => throw new FormatException("Its labels are not a list."),
    };

    private static JsonElement? Property(JsonElement issue, string name) =>
        issue.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Text(JsonElement issue, string name) => Property(issue, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{name} is not text."),
    };

    private static DateTimeOffset? Time(JsonElement issue, string name, string otherName)
    {
        JsonElement? value = Property(issue, name) ?? Property(issue, otherName);
        return value switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text when text.TryGetDateTimeOffset(out DateTimeOffset at) => at,
            _ => throw new FormatException($"{name} is not a time such as 2026-03-01T12:00:00Z."),
        };
    }
}
