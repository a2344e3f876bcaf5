using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>Reads what a capability stored.</summary>
internal static class StoredRecord
{
    public static T Read<T>(string json, string where, JsonTypeInfo<T> type, int format, Func<T, int> formatOf)
    {
        T? record;
        try
        {
            record = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            // A later format may lack what this one requires; that it is later says more.
            throw FormatIn(json) is { } later && later > format
                ? Newer(where, later, format)
                : new StoreException($"{where} cannot be read: {e.Message}", isTransient: false, e);
        }

        return record is null || formatOf(record) is < 1
            ? throw new StoreException($"{where} cannot be read: it is empty.", isTransient: false)
            : formatOf(record) > format ? throw Newer(where, formatOf(record), format) : record;
    }

    private static StoreException Newer(string where, int found, int format) =>
        new($"{where} has format {found}, but this version reads formats up to {format}. Update the package.", isTransient: false);

    private static int? FormatIn(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("v", out JsonElement v)
                && v.TryGetInt32(out int format)
                ? format
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // v is no number
        }
    }
}
