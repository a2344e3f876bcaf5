using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Debt.Internal;

/// <summary>
/// The stored form of an item, format 1. The history is in the same document, so no change is stored without its entry.
/// </summary>
/// <remarks>The serializer calls setters as it reads; for a required or init-only property it would box each value first.</remarks>
internal sealed record DebtRecord : IStoredDocument<DebtRecord>
{
    public static string Collection => "debt";

    public static int Format => 1;

    public static JsonTypeInfo<DebtRecord> Json => DebtJson.Default.DebtRecord;

    public int V { get; set; } = Format;

    [JsonRequired]
    public string Title { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Impact { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Effort { get; set; } = null!;

    public string? Description { get; set; }

    [JsonConverter(typeof(RepeatedText))]
    public string? Owner { get; set; }

    [JsonConverter(typeof(RepeatedText))]
    public string? Category { get; set; }

    [JsonConverter(typeof(RepeatedTexts))]
    public IReadOnlyList<string>? Tags { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? FoundAt { get; set; }

    public string? Source { get; set; }

    public StoredEstimates? Estimates { get; set; }

    [JsonRequired]
    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    [JsonConverter(typeof(RepeatedText))]
    public string? ResolvedBy { get; set; }

    public string? ResolutionNotes { get; set; }

    public StoredAcceptance? Acceptance { get; set; }

    public IReadOnlyList<string>? Incidents { get; set; }

    public IReadOnlyList<string>? Objectives { get; set; }

    [JsonRequired]
    public IReadOnlyList<StoredDebtChange> History { get; set; } = null!;

    /// <summary>Returns the record with another definition. The age counts from the date of the definition, if it states one.</summary>
    public static DebtRecord Of(DebtDefinition definition, DateTimeOffset createdAt) => new()
    {
        Title = definition.Title,
        Impact = DebtWords.Level.Word(definition.Impact),
        Effort = DebtWords.Level.Word(definition.Effort),
        Description = definition.Description,
        Owner = definition.Owner,
        Category = definition.Category == DebtCategory.Unknown ? null : DebtWords.Category.Word(definition.Category),
        Tags = Filled(definition.Tags),
        DueAt = Moment(definition.DueAt),
        FoundAt = Moment(definition.FoundAt),
        Source = definition.Source,
        Estimates = StoredEstimates.Of(definition.Estimates),
        CreatedAt = Moment(definition.FoundAt) ?? createdAt,
        History = [],
    };

    /// <summary>Returns the record of an item as it was read.</summary>
    public static DebtRecord Of(DebtItem item) => Of(item.Definition, item.CreatedAt) with
    {
        CreatedAt = item.CreatedAt,
        ResolvedAt = item.ResolvedAt,
        ResolvedBy = item.ResolvedBy,
        ResolutionNotes = item.ResolutionNotes,
        Acceptance = item.Acceptance is { } one
            ? new StoredAcceptance { Approver = one.Approver, Reason = one.Reason, At = one.At, ExpiresAt = one.ExpiresAt }
            : null,
        Incidents = Filled(item.Incidents),
        Objectives = Filled(item.Objectives),
        History =
        [
            .. item.History.Select(change => new StoredDebtChange
            {
                Id = change.Id,
                Kind = DebtWords.Change.Word(change.Kind),
                By = change.By,
                Reason = change.Reason,
                At = change.At,
                Fields = change.Fields.Count == 0
                    ? null
                    : [.. change.Fields.Select(one => new StoredFieldChange { Field = one.Field, From = one.From, To = one.To })],
            }),
        ],
    };

    public static IReadOnlyList<string>? Filled(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    public DebtItem ToItem(string service, string id, ETag etag) => new()
    {
        Id = id,
        Service = service,
        Definition = new DebtDefinition
        {
            Title = Title,
            Impact = DebtWords.Level.Value(Impact),
            Effort = DebtWords.Level.Value(Effort),
            Description = Description,
            Owner = Owner,
            Category = Category is null ? DebtCategory.Unknown : DebtWords.Category.Value(Category),
            Tags = Tags ?? [],
            DueAt = DueAt,
            FoundAt = FoundAt,
            Source = Source,
            Estimates = Estimates?.ToEstimates(),
        },
        CreatedAt = CreatedAt,
        ResolvedAt = ResolvedAt,
        ResolvedBy = ResolvedBy,
        ResolutionNotes = ResolutionNotes,
        Acceptance = Acceptance?.ToAcceptance(),
        Incidents = Incidents ?? [],
        Objectives = Objectives ?? [],
        History = StoredList.Numbered(History, (change, revision) => change.ToChange(revision)),
        ETag = etag,
    };

    private static DateTimeOffset? Moment(DateTimeOffset? value) => value is { } at ? AuditText.ToMicrosecond(at) : null;
}
