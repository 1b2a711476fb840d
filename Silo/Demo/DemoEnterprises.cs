using Grains.Enterprises;
using Grains.Organisation;
using Grains.Rules;
using Web.Import;

namespace Silo.Demo;

/// <summary>
/// Some enterprises that the demo's regional committee looks after, one for each piece of advice that the rules give: a
/// branch of its own, a joint branch to join or to found, the regional organisation for the rest. Invented, as all of the demo.
/// </summary>
internal static class DemoEnterprises
{
    private const string Park = "西岸科创园";
    private const string Quarter = "南岸街区";

    /// <summary>Industry, staff, and how many full and probationary members are declared.</summary>
    private static readonly (string Name, string Region, string Industry, int Staff, UnitCover Cover, int Full, int Probationary)[] All =
    [
        ("西岸智造科技有限公司", Park, "智能制造", 180, UnitCover.Regional, 4, 1),
        ("青禾生物医药有限公司", Park, "生物医药", 64, UnitCover.Regional, 2, 0),
        ("远帆供应链有限公司", Park, "物流", 45, UnitCover.Joint, 1, 1),
        ("云杉空间设计有限公司", Park, "设计服务", 22, UnitCover.Joint, 2, 0),
        ("拾光书店", Quarter, "文化零售", 9, UnitCover.Regional, 1, 0),
        ("小河餐饮管理有限公司", Quarter, "餐饮", 36, UnitCover.Regional, 1, 0),
        ("巷口数码维修店", "老城街道", "居民服务", 4, UnitCover.Regional, 0, 0),
    ];

    /// <summary>The joint branch and the enterprises, to be written like any import.</summary>
    public static RosterPlan Plan(RosterPlan tenant)
    {
        var committee = tenant.Nodes.First(static node => node.Name == "区域党委");
        var mint = RosterMint.Options(110108);
        var id = mint.MintNode();
        var joint = new RosterNode(id, committee.Id, NodeKind.JointBranch, "西岸科创园联合党支部", $"{committee.Path}{id}/") { Region = Park };
        var random = new Random(7);
        return RosterPlan.Empty with
        {
            Nodes = [joint],
            Enterprises =
            [
                .. All.Select((one, nth) => new RosterEnterprise(
                    $"e-{nth + 1:D22}", one.Name, one.Region, one.Industry, one.Staff, one.Cover == UnitCover.Joint ? joint.Id : committee.Id, one.Cover,
                    [
                        .. Enumerable.Range(0, one.Full).Select(_ => new RosterDeclared(DemoNames.Make(random), Category.Full)),
                        .. Enumerable.Range(0, one.Probationary).Select(_ => new RosterDeclared(DemoNames.Make(random), Category.Probationary)),
                    ])),
            ],
        };
    }
}
