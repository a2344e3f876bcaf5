using System.Globalization;
using Reliability.Releases;

namespace Reliability.Core.Tests.Releases;

public sealed class DeploymentCsvTests
{
    private const string Header =
        "id,service,environment,version,status,startedAt,endedAt,by,rollbackOf,commits,firstCommitAt,"
        + "testsPassed,testsFailed,testsSkipped,flags\r\n";

    [Theory]
    [InlineData("4.7.1", "4.7.1")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=1,\"2\"", "\"'=1,\"\"2\"\"\"")]
    public void A_text_is_quoted_and_never_a_formula(string version, string cell)
    {
        var one = new Deployment
        {
            Id = "x",
            Service = "shop",
            Environment = "Production",
            Version = version,
            StartedAt = Register.Noon.ToOffset(TimeSpan.FromHours(5)),
            Status = DeploymentStatus.Running,
            By = "ada",
            Revision = 1,
        };
        DeploymentCsv.Write([one]).Should().Be($"{Header}x,shop,Production,{cell},Running,2026-03-01T12:00:00Z,,ada,,0,,,,,\r\n");
    }

    [Fact]
    public async Task Everything_is_written_alike_in_every_culture()
    {
        using var register = new Register();
        await register.RecordAsync("build-1", "4.7.1", Register.Noon.AddHours(-1), Register.Noon);
        await register.TestAsync("build-1", new TestResults { Passed = 1200, Failed = 1, Skipped = 0 });
        Deployment one = (await register.Deployments.GetAsync("shop", "build-1"))! with
        {
            Commits =
            [
                new DeploymentCommit { Id = "a", At = Register.Noon },
                new DeploymentCommit { Id = "b", At = Register.Noon.AddHours(-2) },
            ],
            Flags = DeploymentDoubts.CommitAfterDeployment | DeploymentDoubts.Observed,
        };
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["", "de-DE", "ar-SA", "fa-IR"])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                DeploymentCsv.Write([one]).Should().Be(
                    Header + "build-1,shop,Production,4.7.1,Succeeded,2026-03-01T11:00:00Z,2026-03-01T12:00:00Z,pipeline,,2,"
                    + "2026-03-01T10:00:00Z,1200,1,0,\"CommitAfterDeployment, Observed\"\r\n");
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
