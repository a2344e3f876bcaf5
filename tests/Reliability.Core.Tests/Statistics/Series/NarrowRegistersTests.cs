using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>
/// The accuracy tests of this folder, again in a process whose vector registers have 128 bits and no fused multiplication.
/// </summary>
public sealed class NarrowRegistersTests
{
    private const string Setting = "DOTNET_EnableAVX2";

    [Fact]
    public async Task Lines_and_autocorrelations_are_as_accurate_without_AVX2()
    {
        if (Environment.GetEnvironmentVariable(Setting) == "0")
        {
            Vector512.IsHardwareAccelerated.Should().BeFalse();
            return;
        }

        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "vstest", typeof(NarrowRegistersTests).Assembly.Location,
                "--TestCaseFilter:FullyQualifiedName~NistTests|FullyQualifiedName~TrendGoldenTests|FullyQualifiedName~NarrowRegistersTests",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Setting] = "0";
        start.Environment["DOTNET_EnableAVX"] = "0";
        start.Environment["DOTNET_EnableAVX512F"] = "0";
        start.Environment["DOTNET_EnableAVX512"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);

            process.ExitCode.Should().Be(0, "{0}{1}", output, await errors);
            output.Should().Contain("Passed:", "tests must have run: {0}", output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
