using Microsoft.Extensions.Time.Testing;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

/// <summary>Lists and reports build only the heads of incidents. What is wrong with the rest is known all the same.</summary>
public sealed class IncidentHeadTests : IDisposable
{
    private const string Whole =
        """
        {"v":1,"title":"Checkout is down","severity":"High","kind":"Incident","causeClass":"dns","description":"It didn\u0027t answer.",
        "source":"Alerts","openedAt":"2026-03-15T12:00:00Z","times":{"startedAt":"2026-03-15T11:00:00Z","estimated":["Started"]},
        "alerts":[{"alertId":"a","slo":"checkout","rule":"fast","severity":"Page","firedAt":"2026-03-15T11:01:00Z"}],
        "timeline":[{"at":"2026-03-15T11:02:00Z","by":"ada","text":"It's \u00e4rgerlich."},
        {"at":"2026-03-15T11:03:00Z","by":"eve","text":"No."}],
        "history":[{"id":"go","kind":"Opened","by":"ada","reason":"users complain","at":"2026-03-15T12:00:00Z"},
        {"id":"2","kind":"Edited","by":"eve","reason":"so it is","at":"2026-03-15T12:01:00Z",
        "fields":[{"field":"severity","from":"Low","to":"High"},{"field":"causeClass","to":"dns"}]}]}
        """;

    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;

    public IncidentHeadTests()
    {
        var clock = new FakeTimeProvider(SomeIncidents.Now);
        _store = new InMemoryStore(clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], timeProvider: clock);
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("\"by\":\"ada\",\"text\"", "\"by\":7,\"text\"")]
    [InlineData("\"by\":\"ada\",\"text\"", "\"by\":null,\"text\"")]
    [InlineData("\"by\":\"ada\",\"text\"", "\"text\"")]
    [InlineData("\"at\":\"2026-03-15T11:02:00Z\"", "\"at\":\"SOON\"")]
    [InlineData("\"at\":\"2026-03-15T11:02:00Z\"", "\"at\":2026")]
    [InlineData("\\u00e4rgerlich", "\\ud800")]
    [InlineData("\"timeline\":[{", "\"timeline\":\"x\",\"y\":[{")]
    [InlineData("\"severity\":\"Page\"", "\"severity\":\"Shout\"")]
    [InlineData("\"kind\":\"Edited\"", "\"kind\":\"Painted\"")]
    [InlineData("\"field\":\"causeClass\",", "")]
    [InlineData("\"fields\":[{", "\"fields\":[[],{")]
    [InlineData("\"history\":[", "\"history\":null,\"x\":[")]
    [InlineData("\"history\":[", "\"x\":[")]
    [InlineData("\"description\":\"It", "\"description\":\"\\u0000It")]
    [InlineData("\"causeClass\":\"dns\",\"description\"", "\"causeClass\":\" \",\"description\"")]
    [InlineData("\"source\":\"Alerts\"", "\"source\":\"Rumours\"")]
    [InlineData("\"v\":1", "\"v\":2")]
    public async Task What_cannot_be_read_is_reported_with_the_same_reason_as_by_reading_it(string present, string damaged)
    {
        Whole.Should().Contain(present);
        await StoreAsync("whole", Whole);
        await StoreAsync("damaged", Whole.Replace(present, damaged, StringComparison.Ordinal));
        string reason = (await FluentActions.Awaiting(() => _incidents.GetAsync("shop", "damaged").AsTask())
            .Should().ThrowAsync<StoreException>()).Which.Message;
        IncidentPage page = await _incidents.ListAsync(new IncidentQuery { Service = "shop" });
        page.Incidents.Should().ContainSingle().Which.Id.Should().Be("whole");
        page.Unreadable.Should().ContainSingle().Which.Reason.Should().Be(reason);
        OpenIncidents open = await _incidents.ListOpenAsync();
        open.Should().ContainSingle().Which.Id.Should().Be("whole");
        open.Unreadable.Should().ContainSingle().Which.Reason.Should().Be(reason, "it may be open");
        (await _incidents.GetReportAsync(new IncidentReportQuery { Service = "shop" })).Unreadable
            .Should().ContainSingle().Which.Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\"by\":\"ada\",\"text\"", "\"mood\":{\"is\":[1]},\"by\":\"ada\",\"text\"")]
    [InlineData("\"by\":\"ada\",\"text\"", "\"by\":\"eve\",\"by\":\"ada\",\"text\"")]
    [InlineData("\"field\":\"causeClass\",", "\"field\":\"causeClass\",\"from\":null,")]
    [InlineData(
        "\"firedAt\":\"2026-03-15T11:01:00Z\"",
        "\"resolvedAt\":\"2026-03-15T13:00:00+02:00\",\"firedAt\":\"2026-03-15T11:01:00Z\"")]
    [InlineData("\"timeline\"", "\"mood\"")]
    public async Task What_is_kept_is_the_whole_incident_in_whatever_form_it_is_written(string present, string other)
    {
        await StoreAsync("one", present.Length == 0 ? Whole : Whole.Replace(present, other, StringComparison.Ordinal));
        Incident read = (await _incidents.GetAsync("shop", "one"))!;
        read.History.Should().HaveCount(2);
        IncidentPage page = await _incidents.ListAsync(new IncidentQuery { Service = "shop" });
        page.Unreadable.Should().BeEmpty();
        page.Incidents.Should().ContainSingle().Which.Should().BeEquivalentTo(read);
        (await _incidents.ListOpenAsync("shop")).Should().ContainSingle().Which.Should().BeEquivalentTo(read);
        Incident later = SomeIncidents.Of("later", read.StartedAt.AddDays(1));
        (await _incidents.FindRecurrenceAsync(later))!.Of.Should().BeEquivalentTo(read);
    }

    private async Task StoreAsync(string id, string json) =>
        await _store.Documents.PutAsync([DocumentWrite.Create(new DocumentId("shop", "incidents", id), json)], CancellationToken.None);
}
