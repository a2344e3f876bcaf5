using System.Net;
using System.Text.Json;

namespace Reliability.SharedStore.Tests;

/// <summary>What the HTTP API of a process says of the things that these tests are about.</summary>
internal static class ApiAnswers
{
    /// <summary>The state of the alert of an objective.</summary>
    public static async Task<string?> StateOverHttpAsync(this HostedProcess process, string slo = Declared.Checkout) =>
        (await process.OkAsync("alerts")).GetProperty("alerts")
            .EnumerateArray()
            .Single(one => one.GetProperty("slo").GetString() == slo && one.GetProperty("rule").GetString() == Declared.Rule.Name)
            .GetProperty("alert")
            .GetProperty("state")
            .GetString();

    /// <summary>The objectives and what became of their alerts, the newest first.</summary>
    public static async Task<IReadOnlyList<(string Slo, string Transition)>> HistoryOverHttpAsync(
        this HostedProcess process,
        string service) =>
    [
        .. (await process.OkAsync($"alerts/transitions/{service}")).GetProperty("transitions")
            .EnumerateArray()
            .Select(one => (one.GetProperty("slo").GetString()!, one.GetProperty("transition").GetString()!)),
    ];

    /// <summary>What is counted of an objective.</summary>
    public static async Task<(decimal Total, decimal Bad)> BudgetOverHttpAsync(this HostedProcess process, string slo = Declared.Checkout)
    {
        JsonElement status = (await process.OkAsync($"status/{slo}")).GetProperty("status");
        return (status.GetProperty("total").GetDecimal(), status.GetProperty("bad").GetDecimal());
    }

    /// <summary>Whether a job of an objective is done in time, whether that failed lately, and who last did it.</summary>
    public static async Task<(string? State, bool HasFailed, string? LastDoneBy)> JobOverHttpAsync(
        this HostedProcess process,
        string slo = Declared.Checkout,
        string name = "alerts")
    {
        JsonElement job = (await process.OkAsync("jobs")).GetProperty("jobs")
            .EnumerateArray()
            .Single(one => one.GetProperty("job").GetString() == name && one.GetProperty("item").GetString() == slo);
        string? by = job.TryGetProperty("lastDoneBy", out JsonElement done) ? done.GetString() : null;
        return (job.GetProperty("state").GetString(), job.GetProperty("failed").GetBoolean(), by);
    }

    /// <summary>The objectives of a service whose alerts fire, and that no live process judges.</summary>
    public static async Task<IReadOnlyList<string>> OrphanedOverHttpAsync(this HostedProcess process, string service) =>
    [
        .. (await process.OkAsync($"alerts/orphaned/{service}")).GetProperty("alerts")
            .EnumerateArray()
            .Select(one => one.GetProperty("slo").GetString()!),
    ];

    public static async Task<JsonElement> OkAsync(this HostedProcess process, string path)
    {
        (HttpStatusCode status, JsonElement json) = await process.AskAsync(path);
        status.Should().Be(HttpStatusCode.OK, path);
        return json;
    }
}
