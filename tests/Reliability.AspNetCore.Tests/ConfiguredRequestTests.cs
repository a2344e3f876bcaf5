using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Requests that configuration declares feed their objectives.</summary>
public sealed class ConfiguredRequestTests
{
    [Theory]
    [InlineData("""{ }""", 7, 1)]
    [InlineData("""{ "Routes": [ "/status/{status}" ] }""", 6, 1)]
    [InlineData("""{ "ExcludedRoutes": [ "/status/{status}" ] }""", 1, 0)]
    [InlineData("""{ "Methods": [ "POST" ] }""", 1, 0)]
    [InlineData("""{ "BadStatuses": [ 429, 409 ] }""", 7, 3)]
    [InlineData("""{ "IgnoredStatuses": [ 429, 503 ] }""", 5, 0)]
    public async Task Requests_of_configuration_count_as_each_setting_says(string requests, int total, int bad)
    {
        await using Site site = await StartAsync($$"""
            { "Slos": { "web": { "Kind": "Availability", "Target": 99, "Requests": [ {{requests}} ] } } }
            """);
        foreach (int status in (int[])[200, 201, 404, 409, 429, 503])
        {
            await site.GetAsync($"/status/{status}");
        }

        using HttpResponseMessage _ = await site.Client.PostAsync(new Uri("/orders", UriKind.Relative), content: null);
        (await site.CountAsync("web")).Should().Be((total, bad));
    }

    [Theory]
    [InlineData("true", 1, 0)]
    [InlineData("false", 1, 1)]
    public async Task Requests_of_configuration_end_at_the_first_or_at_the_last_byte(string toFirstByte, int total, int slow)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Site site = await StartAsync(
            $$"""
            { "Slos": { "web": { "Kind": "Latency", "Threshold": "00:00:01", "Target": 99,
                                 "Requests": [ { "ToFirstByte": {{toFirstByte}} } ] } } }
            """,
            clock);
        await site.GetAsync("/stream");
        (await site.CountAsync("web")).Should().Be((total, slow));
    }

    [Fact]
    public async Task Methods_that_no_route_declares_stop_the_start_together_each_with_its_path()
    {
        Func<Task> start = () => StartAsync("""
            { "Slos": { "web": { "Kind": "Availability", "Target": 99,
                                 "Requests": [ { "Methods": [ "GET", "PSOT" ] }, { "Methods": [ "DELTE" ] } ] },
                        "api": { "Kind": "Availability", "Target": 99, "Requests": [ { "Methods": [ "PURGE" ] } ] } } }
            """);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Select(one => one.Split(". ")[0])
            .Should().BeEquivalentTo(
                "Reliability:Slos:web:Requests:0:Methods:1: 'web' selects requests of the method 'PSOT', which is not a method of HTTP and "
                + "which no route declares",
                "Reliability:Slos:web:Requests:1:Methods:0: 'web' selects requests of the method 'DELTE', which is not a method of HTTP "
                + "and which no route declares",
                "Reliability:Slos:api:Requests:0:Methods:0: 'api' selects requests of the method 'PURGE', which is not a method of HTTP "
                + "and which no route declares");
    }

    [Fact]
    public async Task A_misspelt_method_is_reported_together_with_other_problems_of_the_setup()
    {
        Func<Task> start = () => Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).Configure(o => o.FlushInterval = TimeSpan.FromMinutes(2))
                .FromRequests("web", requests => requests.Method("PSOT")).FromRequests("wep").FromRequests("wep"),
            app => app.UseReliability());

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().BeEquivalentTo(
            "FlushInterval: 00:02:00 is not valid. The value must be from 00:00:00.0500000 to 00:01:00.",
            "Requests cannot feed 'wep', because no objective and no metric has this name. Declared are: 'web'.",
            "'PSOT' is not a method of HTTP, and is wrong unless a route declares it. Nearest: 'POST', 'PUT'.");
    }

    [Fact]
    public async Task A_method_that_a_route_declares_is_no_problem()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web", requests => requests.Method("PURGE")),
            app =>
            {
                app.UseReliability();
                app.MapMethods("/cache", ["PURGE"], () => "ok");
            });
        using var request = new HttpRequestMessage(new HttpMethod("PURGE"), "/cache");
        using HttpResponseMessage _ = await site.Client.SendAsync(request);
        (await site.CountAsync("web")).Should().Be((1, 0));
    }

    private static Task<Site> StartAsync(string json, Microsoft.Extensions.Time.Testing.FakeTimeProvider? clock = null)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Reliability": {{json}} }"""))).Build();
        return Site.StartAsync(
            r => r.Configure(configuration.GetSection("Reliability")).FromRequests(),
            app =>
            {
                app.UseReliability();
                app.MapGet("/status/{status}", (int status) => Results.StatusCode(status));
                app.MapPost("/orders", () => "ok");
                app.MapGet("/stream", async (HttpContext http) =>
                {
                    await http.Response.StartAsync();
                    clock!.Advance(TimeSpan.FromSeconds(2));
                });
            },
            services: services => _ = clock is null ? services : services.AddSingleton<TimeProvider>(clock));
    }
}
