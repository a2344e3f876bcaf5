using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>Reads the body of a request. An error names the field and the values that are valid, and no type of this library.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(http.Request.Body, Strict, cancellationToken).ConfigureAwait(false);
            return Read(body.RootElement, type);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line ? FormattableString.Invariant($" in line {line + 1}") : string.Empty;
            throw new BadQueryException($"The body cannot be read: it is not JSON, or it has a field twice{place}.");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BadQueryException($"The body is larger than {BodyLimit.Of(http)} bytes.");
        }
    }

    private static T Read<T>(JsonElement body, JsonTypeInfo<T> type)
        where T : class
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new BadQueryException(
                $"The body cannot be read: it is {Kind(body)}. It must be an object with the fields {Fields(type.Properties)}.");
        }

        Check(body, type, string.Empty);
        try
        {
            return body.Deserialize(type) ?? throw new BadQueryException("The body is null.");
        }
        catch (JsonException e)
        {
            string field = e.Path?.TrimStart('$', '.') ?? "a field";
            throw new BadQueryException($"The body cannot be read: {Names.Shorten(field)} is not valid.");
        }
    }

    /// <summary>Checks that an object has its required fields and no other ones, and that each value fits its field.</summary>
    private static void Check(JsonElement body, JsonTypeInfo type, string path)
    {
        foreach (JsonProperty field in body.EnumerateObject())
        {
            JsonPropertyInfo property = type.Properties
                .FirstOrDefault(one => one.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase))
                ?? throw new BadQueryException(
                    Names.Unknown("field", path + field.Name, type.Properties.Select(one => path + one.Name)));
            JsonTypeInfo inner = type.Options.GetTypeInfo(property.PropertyType);
            if (field.Value.ValueKind == JsonValueKind.Object && inner.Kind == JsonTypeInfoKind.Object)
            {
                Check(field.Value, inner, $"{path}{property.Name}.");
            }
            else if (ItemOf(inner, type.Options) is { } itemType && field.Value.ValueKind == JsonValueKind.Array)
            {
                CheckItems(field.Value, inner, itemType, path + property.Name);
            }
            else if (!Fits(field.Value, inner))
            {
                throw NotValid(field.Value, path + property.Name, property.PropertyType);
            }
        }

        JsonPropertyInfo[] missing = [.. type.Properties.Where(property => property.IsRequired && !Has(body, property.Name))];
        if (missing.Length > 0)
        {
            throw new BadQueryException($"The body has no {Fields(missing, path)}.");
        }
    }

    /// <summary>Checks the objects of a list, so that an error names the field of the item.</summary>
    private static void CheckItems(JsonElement list, JsonTypeInfo type, JsonTypeInfo itemType, string path)
    {
        int i = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                Check(item, itemType, FormattableString.Invariant($"{path}[{i}]."));
            }

            i++;
        }

        if (!Fits(list, type))
        {
            throw NotValid(list, path, type.Type);
        }
    }

    /// <summary>Returns the type of the items of a list of objects, or <see langword="null"/> if it is none.</summary>
    private static JsonTypeInfo? ItemOf(JsonTypeInfo type, JsonSerializerOptions options) =>
        type.Kind == JsonTypeInfoKind.Enumerable
        && type.ElementType is { } element
        && options.GetTypeInfo(element) is { Kind: JsonTypeInfoKind.Object } item
            ? item
            : null;

    private static BadQueryException NotValid(JsonElement value, string path, Type type) => new(
        $"The body cannot be read: {path}: {Names.Shorten(value.GetRawText())} is not valid. The value must be {Valid(type)}.");

    private static bool Has(JsonElement body, string name) =>
        body.EnumerateObject().Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool Fits(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            value.Deserialize(type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Valid(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(decimal) || number == typeof(double) => "a number",
        var time when time == typeof(DateTimeOffset) => "a time such as \"2026-03-01T12:00:00Z\"",
        var day when day == typeof(DateOnly) => "a day such as \"2026-03-01\"",
        var time when time == typeof(DateTime) => "a local time such as \"2026-03-01T12:00:00\"",
        var text when text == typeof(string) => "text",
        var choice when choice == typeof(bool) => "true or false",
        var number when number == typeof(long) => "a whole number",
        var list when list == typeof(IReadOnlyList<string>) => "a list of texts",
        var list when list.IsGenericType && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => "a list of objects",
        _ => "an object",
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    private static string Fields(IEnumerable<JsonPropertyInfo> properties, string path = "") =>
        string.Join(", ", properties.Select(one => path + one.Name));
}
