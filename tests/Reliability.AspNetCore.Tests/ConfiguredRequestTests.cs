using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
