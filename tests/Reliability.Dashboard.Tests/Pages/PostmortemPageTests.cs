using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;

namespace Reliability.Dashboard.Tests;

/// <summary>The page of a postmortem.</summary>
public sealed class PostmortemPageTests
{
    private const string Address = ShopPostmortems.Address;

    [Fact]
    public async Task Every_part_of_the_template_is_on_the_page_in_its_order()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        string page = await shop.PageAsync(Address);
        int last = 0;
        foreach (string part in (string[])
            [">Completeness<", ">Summary<", ">Timeline<", "Incident began", ">Note<", ">Root cause analysis<", ">It had no limit.<",
                ">Contributing factors<", ">Nobody was warned.<", ">Impact<", ">Duration<", ">Users<", ">Business<",
                ">Objectives violated<", "href=\"../../slo/checkout\"", ">Immediate remediation<", ">Prevention measures<", ">Overdue<",
                ">2026-03-26<", ">Warn earlier<", ">nobody<", ">no date<", ">Done<", ">Lessons learned<", ">What went well<",
                ">What went badly<", ">Where we were lucky<", ">Supporting data<",
                "https://example.com/graph?a=%3Cb%3E&amp;c=&#39;d&#39;", ">Changes of this postmortem<", ">Edited<", ">Drafted<"])
        {
            int at = page.IndexOf(part, last, StringComparison.Ordinal);
            at.Should().BePositive($"'{part}' follows what is before it");
            last = at;
        }

        page.Should().NotContain("Not stated.").And.Contain("href=\"../../incident/shop/198c70047605\"")
            .And.Contain("href=\"../../improvement/shop\"").And.NotContain("href=\"https:");
    }

    [Fact]
    public async Task It_says_what_is_missing_and_nothing_is_good_before_it_is_final()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        Incident one = await ShopRecords.OpenAsync(incidents, "one", "One", Shop.Now.AddDays(-3), TimeSpan.FromHours(1), cause: null);
        IPostmortems postmortems = shop.Site.Services.GetRequiredService<IPostmortems>();
        await postmortems.DraftAsync("shop", one.Id, ShopPostmortems.Change("draft"));
        string address = $"/reliability/postmortem/shop/{one.Id}";
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync(address + ".json")).RootElement;
        twin.GetProperty("status").GetString().Should().Be("Draft");
        twin.GetProperty("missing").EnumerateArray().Select(gap => gap.GetProperty("part").GetString()).Should().Equal("cause", "actions");
        twin.GetProperty("canFinalize").GetBoolean().Should().BeFalse();
        twin.GetProperty("required").ValueKind.Should().Be(JsonValueKind.Null);
        twin.GetProperty("body").GetProperty("duration").GetDecimal().Should().Be(3600);
        string page = await shop.PageAsync(address);
        page.Should().Contain("There is neither an analysis of the cause nor a contributing factor.").And.Contain("Not stated.")
            .And.Contain("or write why nothing follows").And.NotContain("state good").And.NotContain("Nothing is missing");
        (await shop.PageAsync($"/reliability/incident/shop/{one.Id}")).Should().Contain(">cause, actions<")
            .And.Contain("The postmortem of this incident");
        JsonElement listed = JsonDocument.Parse(await shop.PageAsync(ShopPostmortems.ImprovementAddress + ".json")).RootElement
            .GetProperty("postmortems")[0];
        listed.GetProperty("missing").GetString().Should().Be("cause, actions");
    }

    [Fact]
    public async Task An_incident_without_a_postmortem_has_a_page_that_says_how_to_draft_it()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        Incident one = await ShopRecords.OpenAsync(incidents, "one", "One", Shop.Now.AddDays(-3), TimeSpan.FromHours(1), cause: null);
        string page = await shop.PageAsync($"/reliability/postmortem/shop/{one.Id}");
        page.Should().Contain("No postmortem yet").And.Contain("postmortems.DraftAsync").And.Contain(">Not written<")
            .And.NotContain(">Completeness<");
        (await shop.PageAsync($"/reliability/incident/shop/{one.Id}")).Should().Contain("How to draft it");
        (HttpResponseMessage response, string text) = await shop.GetAsync("/reliability/postmortem/shop/nothing");
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        text.Should().NotContain("nothing");
        (await shop.GetAsync("/reliability/postmortem/nothing/nothing.json")).Response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await shop.GetAsync("/reliability/improvement/nothing")).Response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_of_a_postmortem_whose_incident_became_a_duplicate_says_so()
    {
        await using Shop shop = await OpenAsync();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        Incident one = await ShopRecords.OpenAsync(incidents, "one", "One", Shop.Now.AddDays(-3), TimeSpan.FromHours(1), cause: null);
        Incident two = await ShopRecords.OpenAsync(incidents, "two", "Two", Shop.Now.AddDays(-3), TimeSpan.FromHours(2), cause: null);
        IPostmortems postmortems = shop.Site.Services.GetRequiredService<IPostmortems>();
        await postmortems.DraftAsync("shop", one.Id, ShopPostmortems.Change("draft"));
        IncidentUpdate merged = await incidents.EditAsync(
            one, one.Definition with { DuplicateOf = two.Id }, ShopPostmortems.Change("merge"));
        merged.Current!.Definition.DuplicateOf.Should().Be(two.Id);
        string page = await shop.PageAsync($"/reliability/postmortem/shop/{one.Id}");
        page.Should().Contain("class=\"banner\"").And.Contain("data-p=\"/notice\"").And.Contain(two.Id);
    }

    [Fact]
    public async Task What_the_blameless_check_finds_is_listed_with_what_to_write_instead()
    {
        await using Shop shop = await Shop.OpenAsync(reliability =>
        {
            ShopExperiment.BelongsToShop(reliability);
            reliability.Configure(options => options.Postmortems.CheckBlame = true);
        });
        await ShopRecords.FillAsync(shop, "It was the stupid fault of somebody");
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync(Address + ".json")).RootElement;
        twin.GetProperty("findings").GetArrayLength().Should().BePositive();
        (await shop.PageAsync(Address)).Should().Contain("Words to reconsider");
    }

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(ShopExperiment.BelongsToShop);
}
