using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reliability.Storage.Internal;

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
            throw new StoreException($"{where} cannot be read: {e.Message}", isTransient: false, e);
        }

        return record is null || formatOf(record) is < 1
            ? throw new StoreException($"{where} cannot be read: it is empty.", isTransient: false)
            : formatOf(record) > format
                ? throw new StoreException($"{where} has format {formatOf(record)}, but this version reads formats up to {format}. Update the package.", isTransient: false)
                : record;
    }
}
