from tests.tui.desk import *
def show(see, name):
    print("=====", name, len(see.footer), see.footer); print(see.text)
async def test_x(sampled):
    sampled.project_id="00000000000000000000000000000001"
    async with sampled.opened() as see:
        await see.keys("enter"); show(see,"table milestones")
        await see.keys("a"); show(see,"row form")
        await see.each("escape","escape"); show(see, "left")
        await see.keys("slash"); show(see,"goto"); await see.type("KO-01"); show(see,"goto typed"); await see.keys("enter"); show(see,"KO-01")
        await see.keys("enter"); show(see,"text edit"); await see.keys("escape")
        await see.screen.go("kickoff.environment",edit=True); await see.settle(); show(see,"composite"); await see.keys("escape")
        await see.screen.go("mlts.data.2",edit=True); await see.settle(); show(see,"grid")
        await see.keys("tab"); show(see, "grid outline")
        see.screen.update(key="gate:kickoff"); await see.settle(); show(see,"gate"); await see.keys("enter"); show(see,"gate form"); await see.keys("escape")
        await see.keys("f3"); show(see,"history"); await see.keys("escape")
        await see.keys("f4"); show(see,"preview"); await see.keys("tab"); show(see,"diff"); await see.keys("escape")
        await see.keys("f1"); show(see,"help"); await see.keys("escape")
        await see.keys("colon"); show(see,"palette"); await see.keys("escape")
