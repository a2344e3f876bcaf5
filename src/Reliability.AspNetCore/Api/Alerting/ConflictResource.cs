using Reliability.Jobs;

namespace Reliability.AspNetCore.Internal;

internal sealed record ConflictResource(
    string Service,
    string Kind,
    string Item,
    string Answers,
    bool IsOurs,
    string Explanation,
    IReadOnlyList<DefinitionResource> Definitions)
{
    public static ConflictResource From(DefinitionConflict one) =>
        new(
            one.Service,
            one.Kind,
            one.Item,
            one.Answers,
            one.IsOurs,
            one.Explanation,
            [.. one.Definitions.Select(group => new DefinitionResource(group.Definition, group.Processes))]);
}
