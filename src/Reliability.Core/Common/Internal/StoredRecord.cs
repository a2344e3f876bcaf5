using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>Reads what a capability stored.</summary>
internal static class StoredRecord
{
    /// <exception cref="StoreException">The text cannot be read.</exception>
    public static T Read<T>(string json, string where, JsonTypeInfo<T> type, int format, Func<T, int> formatOf)
        where T : class =>
        Fault(json, type, format, formatOf, out T? record, out JsonException? cause) is { } fault
            ? throw new StoreException($"{where} {fault}", isTransient: false, cause)
            : record!;

    /// <summary>Returns why a text cannot be read, as the end of a sentence that begins with where it is stored; null if it can.</summary>
    /// <param name="json">The text.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="format">The latest format that is read.</param>
    /// <param name="formatOf">Tells the format of a record.</param>
    /// <param name="record">The record; null if it cannot be read.</param>
    /// <param name="cause">What the serializer said, or null.</param>
    public static string? Fault<T>(
        string json, JsonTypeInfo<T> type, int format, Func<T, int> formatOf, out T? record, out JsonException? cause)
        where T : class
    {
        record = null;
        cause = null;
        T? read;
        try
        {
            read = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            cause = e;

            // A later format may lack what this one requires; that it is later says more.
            return FormatIn(json) is { } later && later > format ? Newer(later, format) : $"cannot be read: {e.Message}";
        }

        if (read is null || formatOf(read) < 1)
        {
            return "cannot be read: it is empty.";
        }

        if (formatOf(read) > format)
        {
            return Newer(formatOf(read), format);
        }

        record = read;
        return null;
    }

    private static string Newer(int found, int format) =>
        $"has format {found}, but this version reads formats up to {format}. Update the package.";

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
