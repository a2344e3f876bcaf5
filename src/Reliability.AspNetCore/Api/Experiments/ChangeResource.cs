using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>An entry of the history of an experiment.</summary>
internal sealed record ChangeResource(
    int Revision,
    string Id,
    string Kind,
    string By,
    string Reason,
    DateTimeOffset At,
    bool IsAutomatic,
    double? Coverage,
    IReadOnlyList<ShareResource> Variants,
    IReadOnlyList<string> Changed)
{
    public static ChangeResource From(ExperimentChange change) => new(
        change.Revision,
        change.Id,
        change.Kind.ToString(),
        change.By,
        change.Reason,
        change.At,
        change.IsAutomatic,
        JsonNumber.Of(change.Coverage),
        [.. change.Variants.Select(one => new ShareResource(one.Key, JsonNumber.Of(one.Weight)))],
        change.Changed);
}
