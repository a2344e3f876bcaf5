using Reliability.Common.Internal;
using Reliability.Debt;
using Reliability.Common;

namespace Reliability.AspNetCore.Internal;

/// <summary>Reads words of requests about debt. An unknown word is rejected with those that are valid.</summary>
internal static class DebtQueryText
{
    private const int MaxItems = 1000;
    private const string AnyStatus = "all";

    /// <summary>Reads one of the words of an enum, in any case.</summary>
    public static T Word<T>(string? text, string parameter, T undecided, string? others = null)
        where T : struct, Enum
    {
        T[] valid = [.. Enum.GetValues<T>().Where(one => !one.Equals(undecided))];
        foreach (T one in valid)
        {
            if (one.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return one;
            }
        }

        string words = string.Join(", ", valid.Select(one => JsonNameOf(one.ToString())));
        throw new BadQueryException($"{parameter}: {Check.Rejection(text, $"one of {words}{others}")}");
    }

    public static DebtQuery Query(
        string? status, string? owner, string? category, string? impact, string? effort, string? tag, string? limit, string? after) => new()
        {
            Status = status switch
            {
                null => DebtStatus.Open,
                AnyStatus => null,
                _ => Word(status, nameof(status), DebtStatus.Unknown, $", {AnyStatus}"),
            },
            Owner = owner,
            Category = category is null ? null : Word(category, nameof(category), DebtCategory.Unknown),
            Impact = impact is null ? null : Word(impact, nameof(impact), Level.Unknown),
            Effort = effort is null ? null : Word(effort, nameof(effort), Level.Unknown),
            Tag = tag,
            MaxCount = Api.Limit(limit, nameof(limit), MaxItems),
            After = after,
        };

    private static string JsonNameOf(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
