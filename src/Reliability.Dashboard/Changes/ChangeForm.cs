using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>A form of a change: what stands in its fields, what is wrong with it, and the request that it becomes.</summary>
internal sealed class ChangeForm
{
    private const NumberStyles Digits = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
    private const decimal MaxNumber = 100_000;

    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    /// <param name="act">The change.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="zone">The zone in which times are typed.</param>
    /// <param name="sent">What was typed, by the names of the fields; <see langword="null"/> for a form that nobody filled.</param>
    public ChangeForm(ChangeAct act, ChangeSubject subject, TimeZoneInfo zone, Func<string, string>? sent = null)
    {
        (Act, Subject, _zone) = (act, subject, zone);
        Fields = [.. act.AllFields(subject.Name)];
        _values = Fields.ToDictionary(
            one => one.Name, one => (sent is null ? one.Value : sent(one.Name)).Trim(), StringComparer.Ordinal);
    }

    public ChangeAct Act { get; }

    public ChangeSubject Subject { get; }

    public IReadOnlyList<ChangeField> Fields { get; }

    /// <summary>Gets the time of the preview. A second attempt sends the same, or it would be another change.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Gets the id of the change: it is made at most once.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Gets or sets why the change was rejected, where no field is the reason.</summary>
    public string? Rejection { get; set; }

    /// <summary>Gets or sets what the change would do; <see langword="null"/> before the preview.</summary>
    public IReadOnlyList<string>? Effect { get; set; }

    public bool IsValid => _errors.Count == 0 && Rejection is null;

    public string Value(string field) => _values[field];

    public string? Error(string field) => _errors.GetValueOrDefault(field);

    public decimal Number(string field) => decimal.Parse(_values[field], Digits, CultureInfo.InvariantCulture);

    public DateTimeOffset Time(string field) => LocalTime.Of(_values[field], _zone, out _)!.Value;

    /// <summary>Notes what is wrong with the fields by themselves.</summary>
    public void Check()
    {
        foreach (ChangeField field in Fields)
        {
            if (Problem(field, _values[field.Name]) is { } problem)
            {
                _errors[field.Name] = problem;
            }
        }
    }

    /// <summary>Notes why the write endpoint rejects the change, beside the field that its message begins with.</summary>
    public void Reject(string detail)
    {
        if (Fields.FirstOrDefault(one => detail.StartsWith(one.Name, StringComparison.OrdinalIgnoreCase)) is { } field)
        {
            _errors[field.Name] = detail;
        }
        else if (Act.Fields is [{ Kind: not ChangeFieldKind.Text } only])
        {
            _errors[only.Name] = detail;
        }
        else
        {
            Rejection = detail;
        }
    }

    /// <summary>Returns the body of the request.</summary>
    public ReadOnlyMemory<byte> Body()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Act.Write(json, this);
            json.WriteString("reason", _values[ChangeField.Reason]);
            if (Act.HasId)
            {
                json.WriteString("id", Id);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private string? Problem(ChangeField field, string value)
    {
        if (value.Length == 0)
        {
            return field.IsRequired ? "This is needed." : null;
        }

        if (field.Name == ChangeField.Confirm)
        {
            return value == Subject.Name.Trim() ? null : "The name differs.";
        }

        switch (field.Kind)
        {
            case ChangeFieldKind.Number:
                return decimal.TryParse(value, Digits, CultureInfo.InvariantCulture, out decimal number) && Math.Abs(number) <= MaxNumber
                    ? null
                    : "A number such as 4 or 2.5 is valid.";
            case ChangeFieldKind.Time:
                return LocalTime.Of(value, _zone, out string? problem) is not null
                    ? null
                    : problem ?? "A time such as 2026-11-20T14:00 is valid.";
            default:
                return null;
        }
    }
}
