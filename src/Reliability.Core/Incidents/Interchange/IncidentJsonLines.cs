using System.Buffers;
using System.Text;
using System.Text.Json;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>
/// Incidents as JSON lines, an object in each line with the fields <c>id, title, service, severity, cause, startedAt, detectedAt,
/// acknowledgedAt, mitigatedAt, resolvedAt, kind, duplicateOf, recurrenceOf, description, impact, objectives, roles, deploymentId,
/// investigationStartedAt, causeIdentifiedAt, estimated, timeline</c>. What is written is read as the same.
/// </summary>
public static class IncidentJsonLines
{
    /// <summary>Writes incidents.</summary>
    /// <param name="incidents">The incidents.</param>
    public static string Write(IEnumerable<Incident> incidents)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        var buffer = new ArrayBufferWriter<byte>();
        foreach (Incident one in incidents)
        {
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                foreach (string field in ImportFields.All)
                {
                    if (ImportFields.Of(one, field) is not { } value)
                    {
                        continue;
                    }

                    if (ImportFields.IsList(field))
                    {
                        writer.WritePropertyName(field);
                        writer.WriteRawValue(value);
                    }
                    else
                    {
                        writer.WriteString(field, value);
                    }
                }

                writer.WriteEndObject();
            }

            buffer.Write("\n"u8);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads incidents. A line that cannot be read is rejected, and keeps none of the others back.</summary>
    /// <param name="text">The lines; empty ones are left out.</param>
    /// <param name="defaultService">The service of lines that state none, or <see langword="null"/> to reject them.</param>
    public static IncidentImportBatch Read(string text, string? defaultService = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new ImportLines();
        int number = 0;
        foreach (ReadOnlySpan<char> part in text.TrimStart('\uFEFF').AsSpan().EnumerateLines())
        {
            number++;
            if (!part.IsWhiteSpace())
            {
                string line = part.ToString();
                int place = number;
                lines.Add(place, line, () => ReadLine(line, place, defaultService), () => StatedId(line));
            }
        }

        return lines.ToBatch();
    }

    /// <summary>Returns the id that a line states, which may be a rejected one.</summary>
    private static string? StatedId(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out JsonElement id)
                && id.ValueKind == JsonValueKind.String
                    ? id.GetString()
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IncidentImportEntry ReadLine(string line, int number, string? defaultService)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The line is no JSON object.");
            }

            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!ImportFields.All.Contains(property.Name, StringComparer.Ordinal))
                {
                    throw new FormatException(Names.Unknown("field", property.Name, ImportFields.All));
                }

                string? value = property.Value.ValueKind switch
                {
                    JsonValueKind.String when !ImportFields.IsList(property.Name) => property.Value.GetString(),
                    JsonValueKind.Null => null,
                    JsonValueKind.Array when ImportFields.IsList(property.Name) => property.Value.GetRawText(),
                    _ when ImportFields.IsList(property.Name) => throw new FormatException($"{property.Name} is no list."),
                    _ => throw new FormatException($"{property.Name} is no text."),
                };
                if (!values.TryAdd(property.Name, value))
                {
                    throw new FormatException($"{property.Name} occurs twice.");
                }
            }
        }
        catch (JsonException e)
        {
            throw new FormatException("The line is no JSON.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A text of the line is no valid Unicode.", e);
        }

        return ImportFields.Read(number, field => values.GetValueOrDefault(field), defaultService);
    }
}
