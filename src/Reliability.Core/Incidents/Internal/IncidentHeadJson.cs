using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>
/// Reads the head of a stored incident: without its texts, its alerts, its timeline and its history, which are most of it. They are
/// checked: what cannot be read as a whole has no head.
/// </summary>
internal static class IncidentHeadJson
{
    public static JsonTypeInfo<IncidentRecord> Record { get; } = Create();

    private static JsonTypeInfo<IncidentRecord> Create()
    {
        var options = new JsonSerializerOptions(IncidentJson.Default.Options)
        {
            TypeInfoResolver = IncidentJson.Default.WithAddedModifier(PassOver),
        };
        return (JsonTypeInfo<IncidentRecord>)options.GetTypeInfo(typeof(IncidentRecord));
    }

    private static void PassOver(JsonTypeInfo type)
    {
        if (type.Type != typeof(IncidentRecord))
        {
            return;
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            property.CustomConverter = property.Name switch
            {
                "alerts" => new PassedList<StoredIncidentAlert>(Alert(), IncidentJson.Default.IReadOnlyListStoredIncidentAlert),
                "timeline" => new PassedList<StoredNote>(Note(), IncidentJson.Default.IReadOnlyListStoredNote),
                "history" => new PassedList<StoredIncidentChange>(Change(), IncidentJson.Default.IReadOnlyListStoredIncidentChange),
                "description" or "impact" => new PassedText(IncidentDefinition.MaxTextLength),
                _ => property.CustomConverter,
            };
        }
    }

    private static StoredShape Alert() => StoredShapes.Object(
        [
            ("alertId", StoredShapes.Text),
            ("slo", StoredShapes.Text),
            ("rule", StoredShapes.Text),
            ("severity", StoredShapes.Word(IncidentWords.AlertSeverity)),
            ("firedAt", StoredShapes.Moment),
        ],
        ("resolvedAt", StoredShapes.Moment));

    private static StoredShape Note() => StoredShapes.Object(
        [("at", StoredShapes.Moment), ("by", StoredShapes.Text), ("text", StoredShapes.Text)]);

    private static StoredShape Change() => StoredShapes.Object(
        [
            ("id", StoredShapes.Text),
            ("kind", StoredShapes.Word(IncidentWords.Change)),
            ("by", StoredShapes.Text),
            ("reason", StoredShapes.Text),
            ("at", StoredShapes.Moment),
        ],
        ("fields", StoredShapes.ListOf(StoredShapes.Object(
            [("field", StoredShapes.Text)], ("from", StoredShapes.Text), ("to", StoredShapes.Text)))));
}
