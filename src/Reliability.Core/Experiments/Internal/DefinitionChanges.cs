using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reliability.Experiments.Internal;

/// <summary>Determines the differences between two definitions.</summary>
internal static class DefinitionChanges
{
    public static IReadOnlyList<string> Between(ExperimentDefinition before, ExperimentDefinition after)
    {
        JsonObject old = Of(before);
        JsonObject next = Of(after);
        return
        [
            .. old.Concat(next)
                .Select(p => p.Key)
                .Distinct(StringComparer.Ordinal)
                .Where(name => !JsonNode.DeepEquals(old[name], next[name]))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static JsonObject Of(ExperimentDefinition definition) =>
        JsonSerializer.SerializeToNode(StoredDefinition.Of(definition), ExperimentJson.Default.StoredDefinition)!.AsObject();
}
